import type { PartialRoster, User } from "../roster/roster";
import { count } from "../text/count";
import { addDays, daysBetween } from "../text/iso-date";
import { ofUser, type Refusal, refusal, type Step } from "./step";

/** When somebody was last seen: an ISO time, `never`, or that nobody could tell, and why. */
export type LastSeen = { readonly at: string } | "never" | { readonly unknown: string };

export interface Leaving {
  /** ISO date. */
  readonly today: string;
  /** By key. @default - the account was not asked */
  readonly seen?: ReadonlyMap<string, LastSeen>;
}

/** A suspended user who may go, or why not yet. */
export type Candidate =
  | { readonly user: User; readonly may: true; readonly days: number }
  | { readonly user: User; readonly may: false; readonly why: string };

/** Everybody who is suspended, those who wait longest first. */
export function candidates(roster: PartialRoster, leaving: Leaving): Candidate[] {
  return roster.users
    .filter(({ suspended }) => suspended !== undefined)
    .map((user) => candidate(user, roster.guards.soakDays, leaving))
    .sort((one, other) => (sinceOf(one) < sinceOf(other) ? -1 : sinceOf(one) > sinceOf(other) ? 1 : 0));
}

const sinceOf = ({ user }: Candidate) => user.suspended?.since ?? "";

/** Whether one user may go: suspended for the soak, and nothing seen since. */
export function candidate(user: User, soakDays: number, { today, seen }: Leaving): Candidate {
  const no = (why: string): Candidate => ({ user, may: false, why });
  const { key, type, suspended } = user;
  if (type === "break-glass") return no(`${key} is break-glass: it goes by an entry in removals, not by this command`);
  if (suspended === undefined) return no(`${key} is not suspended: roster suspend ${key} comes first`);
  const days = daysBetween(suspended.since, today);
  if (days < soakDays) {
    const end = addDays(suspended.since, soakDays);
    return no(`${key} is suspended for ${Math.max(0, days)} of ${count(soakDays, "day")}: may leave on ${end}`);
  }
  const last = seen?.get(key);
  if (last === undefined || last === "never") return { user, may: true, days };
  if ("unknown" in last) return no(`${key}: nobody can tell when it was last used: ${last.unknown}`);
  if (last.at.slice(0, 10) >= suspended.since)
    return no(`${key} was used on ${last.at.slice(0, 10)}, after it was suspended on ${suspended.since}`);
  return { user, may: true, days };
}

/** Takes the entries out. */
export function leave(going: readonly Candidate[]): Step | Refusal {
  const refused = going.flatMap((one) => (one.may ? [] : [one.why]));
  if (refused.length > 0) return refusal(...refused);
  if (going.length === 0) return refusal("nobody may leave yet");
  return {
    kind: "step",
    changes: going.map(({ user: { key } }) => ofUser(key, [], undefined)),
    said: going.map((one) => `${one.user.key} leaves${one.may ? `, suspended for ${count(one.days, "day")}` : ""}`),
    next: ["roster deploy, when the change is reviewed: the gate counts the soak from what was applied"],
  };
}
