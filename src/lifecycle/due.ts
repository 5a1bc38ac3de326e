import type { PartialRoster, User } from "../roster/roster";
import { type FlagName, flagNames } from "../terms/flags";
import { by } from "../text/by";
import { addDays } from "../text/iso-date";
import { dueKeys } from "./due-keys";

/** What ends on a day. */
export type DueKind = "expiry" | "justification" | "rotation" | "soak" | "removal";

/** Something that somebody has to do by a day. */
export interface Due {
  /** ISO date. */
  readonly day: string;
  readonly kind: DueKind;
  /** Key of the user's entry. */
  readonly user: string;
  readonly owner?: string;
  /** Which of the user's: a flag, a slot. Empty where there is one of the kind. */
  readonly what: string;
  /** What ends, in words. */
  readonly said: string;
  /** The command, or the edit, that answers it. */
  readonly next: string;
}

/** Everything that is due until a day, and what is late already, by day. */
export function dueUntil(roster: PartialRoster, until: string): Due[] {
  const soaks = roster.users.flatMap((user) => soakEnd(user, roster.guards.soakDays));
  return [
    ...roster.users.flatMap(expiry),
    ...roster.users.flatMap((user) => flagNames.flatMap((flag) => justification(user, flag))),
    ...dueKeys(roster.users, until).map(({ user, slot, rotateBy }) => rotation(user, slot.key, rotateBy)),
    ...soaks,
    ...roster.removals.map(({ key, expires }) => removal(key, expires)),
  ]
    .filter(({ day }) => day <= until)
    .sort(
      by(
        ({ day }) => day,
        ({ user }) => user,
        ({ kind }) => kind,
        ({ what }) => what,
      ),
    );
}

function expiry({ key, owner, expires, suspended }: User): Due[] {
  if (expires === undefined || suspended !== undefined) return [];
  const next = `roster suspend ${key}, or a later date in expires`;
  return [{ day: expires, kind: "expiry", user: key, owner, what: "", said: `${key} expires`, next }];
}

function justification({ key, owner, flags }: User, flag: FlagName): Due[] {
  const accepted = flags[flag];
  if (accepted === undefined) return [];
  const said = `${flag} of ${key} (${accepted.ticket}) is accepted no longer`;
  const next = `remove ${flag}, or have it approved again with a new date`;
  return [{ day: accepted.expires, kind: "justification", user: key, owner, what: flag, said, next }];
}

function rotation({ key, owner }: User, slot: string, rotateBy: string): Due {
  const said = `access key ${slot} of ${key} is to be rotated`;
  return { day: rotateBy, kind: "rotation", user: key, owner, what: slot, said, next: `roster rotate ${key}` };
}

function soakEnd({ key, owner, suspended }: User, soakDays: number): Due[] {
  if (suspended === undefined) return [];
  const day = addDays(suspended.since, soakDays);
  const said = `the soak of ${key} ends (${suspended.ticket})`;
  return [{ day, kind: "soak", user: key, owner, what: "", said, next: `roster leave ${key}` }];
}

function removal(key: string, expires: string): Due {
  const said = `what was accepted for the removal of ${key} ends`;
  return { day: expires, kind: "removal", user: key, what: "", said, next: `delete removals.${key}` };
}
