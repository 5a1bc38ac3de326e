import type { PartialRoster, User } from "../roster/roster";
import type { Mend } from "../roster/write/snippet";
import type { Finding, Rule } from "../rules/rule";
import { rosterTag } from "../terms/tags";
import type { Awaited } from "./awaited";
import type { Inventory, Person } from "./inventory";

export type Severity = "high" | "medium" | "low";

/** What of an account, and of its roster, a finding is about. */
export interface AuditPlace {
  /** Name of an IAM user, of a roster entry, or `<root_account>`; `<account>` where it is about all of them. */
  readonly user: string;
  /** Why the user should be suspended first; makes the YAML. @default - suspending is not the answer */
  readonly suspendFor?: string | undefined;
  /** What to change in the user's entry. @default - nothing of users.yaml answers it */
  readonly mend?: Mend | undefined;
  /** It would name access keys by their ids if these were known. */
  readonly namesKeys?: boolean | undefined;
}

/** One question to the whole account. */
export type AuditRule = Rule<AuditContext, AuditPlace, Severity>;
export type AuditFinding = Finding<AuditPlace, Severity>;

export interface AuditLimits {
  /** @default 90 */
  readonly dormantDays: number;
  /** @default 30 */
  readonly neverUsedDays: number;
  /** @default - that of the roster's guards, 90 */
  readonly maxKeyAgeDays: number;
}

export interface AuditContext {
  readonly inventory: Inventory;
  /** @default - what is not in a roster cannot be said */
  readonly roster: PartialRoster | undefined;
  readonly limits: AuditLimits;
  /** Removals that were begun, and are not proved. */
  readonly awaited: readonly Awaited[];
  /** ISO date. */
  readonly today: string;
  /** The entry of an IAM user. Names are not told apart by case. */
  readonly entryOf: (name: string) => User | undefined;
}

/** People who could still do something: a suspended user is as it should be. */
export function unsuspended({ inventory, entryOf }: AuditContext): readonly Person[] {
  return inventory.people.filter(({ name }) => entryOf(name)?.suspended === undefined);
}

/** `human`, `service` or `break-glass`, as the entry says, else the tag that a roster once left. @default - nobody knows */
export function typeOf(person: Person, { entryOf }: AuditContext): string | undefined {
  return entryOf(person.name)?.type ?? person.details?.tags[rosterTag.type];
}

/** They are meant to lie unused. */
export function isBreakGlass(person: Person, context: AuditContext): boolean {
  return typeOf(person, context) === "break-glass";
}
