import { changesAnything } from "../plan/changes-anything";
import type { Plan } from "../plan/read";
import { defined } from "../text/defined";
import type { Context } from "./danger";
import type { Rosters } from "./roster-side";

/** What the plan says of itself, and with which roster it is reviewed. */
export function planFacts(plan: Plan, rosters: Rosters): Context["plan"] {
  const { engine, version, formatVersion, timestamp, errored, complete, applyable, deferred } = plan;
  const side = rosters.after ?? rosters.before;
  const roster = side?.placeOf({ file: side.roster.file, path: [] }).file;
  return {
    ...{ engine, formatVersion, errored, complete, applyable, deferred },
    ...defined({ version, timestamp, roster, stack: side?.roster.stack, account: side?.roster.account.id }),
    compared: rosters.compared,
    changes: changesAnything(plan),
  };
}
