import type { PartialRoster } from "../roster/roster";
import type { AuditContext, AuditLimits } from "./finding";
import type { Inventory } from "./inventory";

export interface Judging {
  readonly inventory: Inventory;
  /** @default - what is not in a roster cannot be said */
  readonly roster?: PartialRoster | undefined;
  readonly limits?: Partial<AuditLimits> | undefined;
  /** ISO date. */
  readonly today: string;
}

const defaultLimits = { dormantDays: 90, neverUsedDays: 30, maxKeyAgeDays: 90 } as const;

/** What all rules are asked with. */
export function contextOf({ inventory, roster, limits, today }: Judging): AuditContext {
  const entries = new Map(roster?.users.map((user) => [user.name.toLowerCase(), user]));
  return {
    inventory,
    roster,
    today,
    limits: { ...defaultLimits, maxKeyAgeDays: roster?.guards.maxKeyAgeDays ?? 90, ...limits },
    entryOf: (name: string) => entries.get(name.toLowerCase()),
  };
}
