import type { RosterPlace } from "../roster/diagnostics";
import type { Justification, Origin, PartialRoster } from "../roster/roster";
import { at } from "./guard";

/** A justification in the roster, with the place where it is written. */
export interface Written {
  /** A flag, or `removal`. */
  readonly kind: string;
  /** Key of the user it is about. */
  readonly user: string;
  readonly justification: Justification;
  /** IAM name of a user who is still there. */
  readonly name?: string;
  /** Owner of a user who is still there. */
  readonly owner?: string;
  readonly origin: Origin;
}

/** Every justification of a roster: of flags and of removals. */
export function* justifications(roster: PartialRoster): Generator<Written> {
  for (const { key, name, owner, flags, origin } of roster.users) {
    for (const [flag, justification] of Object.entries(flags)) {
      yield { kind: flag, user: key, justification, name, owner, origin };
    }
  }
  for (const removal of roster.removals) {
    yield { kind: "removal", user: removal.key, justification: removal, origin: removal.origin };
  }
}

/** What it is for: `forceDestroy of carol`. */
export function what({ kind, user }: Written): string {
  return `${kind} of ${user}`;
}

/** The place of one of its four fields. */
export function field({ kind, origin }: Written, name: keyof Justification): RosterPlace {
  return kind === "removal" ? at(origin, name) : at(origin, kind, name);
}
