import type { Holding } from "../../aws/kinds";
import type { PlannedUser, PlanPeople } from "../../plan/people";
import type { StateVersion } from "../../plan/stored-state";

/**
 * Who was to leave with applies that were begun, and has not been proved gone. Without secrets. It is written before each apply,
 * also of one with which nobody leaves, and is there until everybody in it is proved gone, however many deploys that takes.
 */
export interface Pending {
  readonly schemaVersion: 2;
  readonly stack: string;
  /** The accounts that the plan was for; empty where it did not say, or an older version wrote this. */
  readonly accountIds: readonly string[];
  /** Of the latest apply. */
  readonly planSha256: string;
  /** ISO time. */
  readonly begunAt: string;
  /** The state that the apply began with, or the one that `adopt --mend` went on with since. @default - it was not known */
  readonly state?: StateVersion | "none";
  readonly leavers: readonly PlannedUser[];
  readonly devices: PlanPeople["deletedDevices"];
  /** IAM names of those who stayed with the latest apply: a device named after one of them is not a leaver's. */
  readonly stayers: readonly string[];
  /** By IAM name, what each leaver held before the first apply that was to remove it. */
  readonly held: Readonly<Record<string, readonly Holding[]>>;
}
