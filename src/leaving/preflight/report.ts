import type { Holding } from "../../aws/kinds";
import type { CouldNotLook } from "../../aws/outcome";
import { defined } from "../../text/defined";

/**
 * What an account says to a plan: the document of `roster preflight --json`, and what `roster review --preflight FILE`
 * reads. A finding with severity `error` closes the gate.
 */
export interface PreflightReport {
  readonly schemaVersion: 1;
  /** ISO time at which the account was asked. */
  readonly checkedAt: string;
  readonly accountId: string;
  /** What people call the account. @default - it has none, or the caller may not ask */
  readonly accountAlias?: string;
  /** ARN of who asked; it is who will apply where both use the same credentials. */
  readonly runner: string;
  /** Of the plan's file, as it was given: another plan makes this report worthless. */
  readonly planSha256: string;
  /** Where KMS keys and CloudTrail were asked, if anybody leaves. */
  readonly regions: readonly string[];
  /** Errors first; then by user and id. */
  readonly findings: readonly PreflightFinding[];
  readonly leavers: readonly LeaverFacts[];
  /** What no call was made for, in words. */
  readonly notLookedAt: readonly string[];
  /** Calls by action. */
  readonly calls: Readonly<Record<string, number>>;
}

export const findingIds = [
  "could-not-look",
  "leftover",
  "leftover-forced",
  "mfa-device-deactivated",
  "mfa-device-abandoned",
  "kms-sole-administrator",
  "kms-sole-user",
  "kms-key-names-leaver",
  "bucket-sole-administrator",
  "bucket-sole-user",
  "bucket-policy-names-leaver",
  "trust-policy-names-leaver",
  "policy-names-leaver",
  "recently-used",
  "suspended-credential-used",
  "user-replaced",
  "user-gone",
  "name-taken",
  "mfa-name-taken",
  "credential-exists",
  "group-exists",
  "policy-exists",
  "group-missing",
  "policy-missing",
  "group-has-members",
  "group-has-policies",
  "membership-by-hand",
  "quota-exceeded",
  "quota-near",
] as const;
export type FindingId = (typeof findingIds)[number];

export interface PreflightFinding {
  readonly id: FindingId;
  readonly severity: "error" | "warning";
  /** IAM name of the user it is about. @default - the account */
  readonly user?: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do next. */
  readonly fix: string;
  /** Of a leftover: what is left, for `sweep`. */
  readonly leftover?: Holding;
  /** Of a device that was deactivated by hand: its name. */
  readonly deactivatedDevice?: string;
  /** Of a look that was denied. */
  readonly permission?: string;
}

/** A user that the plan removes, as it is in the account. */
export interface LeaverFacts {
  readonly user: string;
  readonly userId?: string;
  readonly arn: string;
  /** Managed and not, for the audit log. */
  readonly held: readonly Holding[];
  readonly lastUse: LastUse;
}

export interface LastUse {
  /** ISO times; absent: never, as far as AWS keeps it. */
  readonly password?: string;
  readonly accessKeys: readonly {
    readonly id: string;
    readonly at?: string;
    readonly service?: string;
    readonly region?: string;
  }[];
  /** The newest first, within CloudTrail's 90 days. */
  readonly events: readonly {
    readonly name: string;
    readonly source: string;
    readonly at: string;
    readonly region: string;
  }[];
  /** The newest of all of these. */
  readonly newest?: string;
}

export function couldNotLook(
  { what, permission, words }: CouldNotLook,
  severity: "error" | "warning",
  user?: string,
): PreflightFinding {
  return {
    id: "could-not-look",
    severity,
    ...defined({ user }),
    message: `could not check ${what}: ${words}`,
    fix: `Allow ${permission} to whoever runs this (docs/permissions.md), then run it again.`,
    permission,
  };
}
