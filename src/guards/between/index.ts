import type { RosterPlace, Severity } from "../../roster/diagnostics";
import { type RuleKind, run } from "../../rules/run";
import type { GuardFinding } from "../index";
import type { BetweenContext, BetweenGuard } from "./between";
import { rostersCompared } from "./rosters-compared";
import { stacksDistinct } from "./stacks-distinct";
import { statesDistinct } from "./states-distinct";
import { usersInOneRoster } from "./users-in-one-roster";

/** Guards between the rosters of a project, errors first. A new one is a file of its own and a line here. */
export const betweenGuards: readonly BetweenGuard[] = [
  stacksDistinct,
  statesDistinct,
  usersInOneRoster,
  rostersCompared,
];

const kind: RuleKind<BetweenContext, RosterPlace, Severity> = {
  name: "guard",
  incomplete: "error",
  meaning: "the roster counts as not compared with the others",
  placeOf: ({ roster }) => ({ file: roster.file, path: [] }),
};

/** Judges a roster by those beside it. A guard that crashes is a finding, never a pass. */
export function judgeBetween(context: BetweenContext): GuardFinding[] {
  return run(kind, betweenGuards, context);
}
