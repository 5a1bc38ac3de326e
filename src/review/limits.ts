import { defaultGuardSettings } from "../roster/normalise";
import type { GuardSettings } from "../roster/roster";
import type { Rosters } from "./roster-side";

export type LimitName = keyof GuardSettings;

/** A limit of `guards:` that the change makes weaker. */
export interface WeakenedLimit {
  readonly name: LimitName;
  readonly before: number;
  readonly after: number;
}

/** Which of two values stops more. */
const stricter: Readonly<Record<LimitName, (first: number, second: number) => number>> = {
  soakDays: Math.max,
  maxRemovals: Math.min,
  maxRemovalShare: Math.min,
  managedPoliciesPerUser: Math.min,
  maxKeyAgeDays: Math.min,
};

/** The limits that a change is judged by: the stricter of both sides, so that no change lifts what should stop it. */
export function limitsOf({ before, after }: Rosters): GuardSettings {
  const one = before?.roster.guards ?? after?.roster.guards ?? defaultGuardSettings;
  const other = after?.roster.guards ?? one;
  const limit = (name: LimitName) => stricter[name](one[name], other[name]);
  return {
    soakDays: limit("soakDays"),
    maxRemovals: limit("maxRemovals"),
    maxRemovalShare: limit("maxRemovalShare"),
    managedPoliciesPerUser: limit("managedPoliciesPerUser"),
    maxKeyAgeDays: limit("maxKeyAgeDays"),
  };
}

/** In the order of the docs; empty where only one side is known. */
export function weakenedLimits({ before, after }: Rosters): WeakenedLimit[] {
  if (before === undefined || after === undefined) return [];
  return (Object.keys(stricter) as LimitName[])
    .map((name) => ({ name, before: before.roster.guards[name], after: after.roster.guards[name] }))
    .filter(({ name, before: was, after: is }) => was !== is && stricter[name](was, is) === was);
}
