import type { Outcome } from "../aws/outcome";
import type { Report, Rule } from "../rules/rule";

/** What is to be assumed, and where: the roster's words. */
export interface Wanted {
  /** @default - the roster assumes no role; only who asks is looked at */
  readonly roleArn: string | undefined;
  readonly externalId: string | undefined;
  readonly sessionName: string;
  readonly durationSeconds: number | undefined;
  readonly region: string;
  /** `account.id` of the roster. */
  readonly accountId: string | undefined;
  readonly mfa: { readonly serial: string; readonly code: string } | undefined;
}

export interface CallerFacts {
  /** As STS says it: of a user, or of the session of a role. */
  readonly arn: string;
  readonly accountId: string;
  /** `aws:userid`: `AIDA...`, or `AROA...:session`. */
  readonly userId: string;
  /** As policies know it: the role instead of its session. */
  readonly principalArn: string;
  /** A session's ARN lacks the path of its role; only GetRole tells it. */
  readonly pathKnown: boolean;
  readonly kind: "user" | "role" | "root" | "federated" | "other";
  /**
   * What `aws:MultiFactorAuthPresent` is: never there for a long-term key (AKIA), nor for the session of a role; true or false
   * for a session of a user. @default - not known
   */
  readonly mfaPresent: "true" | "false" | "absent" | undefined;
}

export interface RoleFacts {
  readonly arn: string;
  /** Of the policy's text, decoded. */
  readonly trust: string;
  /** @default - not known, as of a trust policy from a file */
  readonly maxSessionSeconds: number | undefined;
}

/** What the caller's own policies say of sts:AssumeRole on the role, as AWS simulates them. */
export interface PermissionFacts {
  readonly decision: "allowed" | "explicitDeny" | "implicitDeny";
  /** What stands against it beside the policies themselves. @default - nothing, as far as AWS says */
  readonly against?: "permissions boundary" | "service control policy";
  /** Condition keys that the answer depends on and that could not be told to the simulator. */
  readonly missing: readonly string[];
}

export interface Refusal {
  readonly code: string;
  /** AWS's own words. */
  readonly words: string;
}

/** Everything that doctor found out; what follows from it is decided without asking again. */
export interface DoctorFacts {
  readonly wanted: Wanted;
  readonly now: Date;
  readonly caller: CallerFacts | Refusal;
  /** Absent where there was nothing to try. */
  readonly attempt: "assumed" | Refusal | undefined;
  /** Absent where it was not asked: no caller, or another account. */
  readonly role: Outcome<RoleFacts> | undefined;
  readonly permission: Outcome<PermissionFacts> | undefined;
  /** ARNs of the account's roles, to find the one that was meant. @default - not known */
  readonly roleArns: readonly string[];
  /** Of the caller, a user: asked where a condition is about them. */
  readonly tags: Outcome<Readonly<Record<string, string>>> | undefined;
  /** Serial numbers of the caller's MFA devices: asked where MFA is in question. */
  readonly devices: Outcome<readonly string[]> | undefined;
}

export const sides = [
  "identity",
  "account",
  "region",
  "role",
  "permission",
  "trust",
  "external-id",
  "mfa",
  "session",
  "duration",
  "limits",
] as const;
export type Side = (typeof sides)[number];

/** What came out of looking at a side. */
export type State = "fine" | "wrong" | "could not check" | "not sure";

/** Which side a check has looked at, and the statement that mends it. */
export interface SidePlace {
  readonly side: Side;
  /** Where the statement belongs: "the trust policy of arn:...". */
  readonly where?: string;
  readonly statement?: object;
}

/** One question to the facts. Unlike other rules it also says what is fine: who looks for a fault wants to know where it is not. */
export type DoctorRule = Rule<DoctorFacts, SidePlace, State>;
export type Answer = Report<SidePlace, State>;

/** A side that was looked at. */
export interface Check extends SidePlace {
  readonly state: State;
  readonly found: string;
  /** What to do. @default - it is fine */
  readonly mend?: string;
  /** Where the check is explained: `docs/doctor.md#trust`. */
  readonly documentation: string;
}

export function isCaller(caller: DoctorFacts["caller"]): caller is CallerFacts {
  return "arn" in caller;
}

/** AWS's own words for not letting the caller in; empty where it did, or was not asked. */
export function wordsOf({ attempt }: DoctorFacts): string {
  return attempt === undefined || attempt === "assumed" ? "" : attempt.words;
}
