import type { CouldNotLook } from "../outcome";
import type { ReportRow } from "./credential-report";

/** One IAM user as far as it could be seen. A part that is absent was not seen: no rule concludes anything from it. */
export interface Person {
  readonly name: string;
  readonly arn: string;
  /** Passwords, access keys, certificates, MFA and their last use. */
  readonly report: ReportRow | undefined;
  readonly details: PersonDetails | undefined;
  /** Serial numbers of virtual MFA devices that are enabled for the user. */
  readonly virtualDevices: readonly string[] | undefined;
  readonly sshKeyIds: readonly string[] | undefined;
  readonly serviceCredentials: readonly { readonly id: string; readonly service: string }[] | undefined;
}

export interface PersonDetails {
  readonly created: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
}

/** What is known of the users of an account. */
export interface Inventory {
  readonly accountId: string | undefined;
  readonly root: ReportRow | undefined;
  readonly people: readonly Person[];
  /** When the credential report was made, ISO; absent for a saved one. */
  readonly reportTime: string | undefined;
  /** Without permission: each closes what depends on it. */
  readonly couldNotLook: readonly CouldNotLook[];
  /** What a reader of the findings has to know. */
  readonly notes: readonly string[];
}

/** When the user was made: the report and the details both say so. */
export function createdOf({ report, details }: Person): string | undefined {
  return report?.created ?? details?.created;
}
