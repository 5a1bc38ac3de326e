import type { PartialRoster } from "../roster/roster";
import type { Awaited } from "./awaited";
import type { AuditContext, AuditLimits } from "./finding";
import type { Inventory } from "./inventory";

export interface Judging {
  readonly inventory: Inventory;
  /** @default - what is not in a roster cannot be said */
  readonly roster?: PartialRoster | undefined;
  readonly limits?: Partial<AuditLimits> | undefined;
  /** Removals that were begun, and are not proved. @default - none is known */
  readonly awaited?: readonly Awaited[] | undefined;
  /** ISO date. */
  readonly today: string;
}

const defaultLimits = { dormantDays: 90, neverUsedDays: 30, maxKeyAgeDays: 90 } as const;

/** What all rules are asked with. */
export function contextOf({ inventory, roster, limits, awaited = [], today }: Judging): AuditContext {
  const entries = new Map(roster?.users.map((user) => [user.name.toLowerCase(), user]));
  return {
    inventory,
    roster,
    awaited,
    today,
    limits: { ...defaultLimits, maxKeyAgeDays: roster?.guards.maxKeyAgeDays ?? 90, ...limits },
    entryOf: (name: string) => entries.get(name.toLowerCase()),
  };
}
