import type { RosterPlace, Severity } from "../../roster/diagnostics";
import type { PartialRoster, User } from "../../roster/roster";
import type { Rule } from "../../rules/rule";

/** A roster of a project, as far as it could be read. */
export interface ComparedRoster {
  readonly roster: PartialRoster;
  /** By IAM name, in lower case. */
  readonly users: ReadonlyMap<string, User>;
  /** Where something of it is written: `accounts/prod.yaml:5:3`. */
  readonly placeOf: (place: RosterPlace) => string;
}

export interface BetweenContext extends ComparedRoster {
  /** The other rosters of the project. */
  readonly others: readonly ComparedRoster[];
  /** What could not be read of them, one line each. */
  readonly unread: readonly string[];
  /** The folder of cdktf.json, absolute, to which the path of a local state is relative. */
  readonly project: string;
}

/** One rule over a roster and those beside it: each is judged by itself, and names the places of the others. */
export type BetweenGuard = Rule<BetweenContext, RosterPlace, Severity>;
