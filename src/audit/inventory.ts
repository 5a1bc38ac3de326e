import type { ReportRow } from "../aws/credential-report";
import type { Escalation } from "../policy/power";
import { count, listed } from "../text/count";

/** One IAM user as far as it could be seen. A part that is absent was not seen: no rule concludes anything from it. */
export interface Person {
  readonly name: string;
  readonly arn: string;
  /** Passwords, access keys, certificates, MFA and their last use. */
  readonly report: ReportRow | undefined;
  readonly details: PersonDetails | undefined;
  /** Serial numbers of virtual MFA devices that are enabled for the user. */
  readonly virtualDevices: readonly string[] | undefined;
  readonly serviceCredentials: readonly ServiceCredential[] | undefined;
  /** Asked for some users only: it costs a call each. */
  readonly sshKeyIds: readonly string[] | undefined;
  /** The ways in which the user can become administrator. */
  readonly ways?: readonly Escalation[] | undefined;
  /** With their ids, which the report does not give. Asked for some users only, too. */
  readonly accessKeys: readonly ListedKey[] | undefined;
}

export interface PersonDetails {
  /** `AIDA...` */
  readonly userId?: string | undefined;
  readonly created: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
}

export interface ServiceCredential {
  readonly id: string;
  readonly service: string;
}

export interface ListedKey {
  readonly id: string;
  readonly active: boolean;
  /** ISO. */
  readonly created: string | undefined;
}

/** What is known of the users of an account. */
export interface Inventory {
  readonly accountId: string | undefined;
  readonly root: ReportRow | undefined;
  readonly people: readonly Person[];
  /** When the credential report was made, ISO; absent for a saved one. */
  readonly reportTime: string | undefined;
  /** Each closes what depends on it. */
  readonly couldNotLook: readonly NotSeen[];
  /** What a reader of the findings has to know. */
  readonly notes: readonly string[];
}

/** What AWS did not answer. `CouldNotLook` of the other commands is one. */
export interface NotSeen {
  /** What was to be found out, "SSH keys". */
  readonly what: string;
  /** Of whom it was not. @default - of everybody */
  readonly users?: readonly string[];
  /** What the caller's policies must allow. @default - it is no matter of permissions, and `words` say what it is */
  readonly permission?: string;
  /** AWS's own words, or ours. */
  readonly words: string;
}

const SHOWN = 10;

/** `SSH keys of 12 users (alice, bob, ... and 2 more); it needs iam:ListSSHPublicKeys` */
export function describeNotSeen({ what, users, permission, words }: NotSeen): string {
  const reason = permission === undefined ? words : `it needs ${permission}`;
  if (users === undefined) return `${what}; ${reason}`;
  const names = `${listed(users, SHOWN)}${users.length > SHOWN ? ", which --json names" : ""}`;
  return `${what} of ${count(users.length, "user")} (${names}); ${reason}`;
}

/** When the user was made: the report and the details both say so. */
export function createdOf({ report, details }: Person): string | undefined {
  return report?.created ?? details?.created;
}
