import { listed } from "../../text/count";
import type { Concern, Context, DangerRule } from "../danger";

const maxHours = 24;
/** Clocks differ, but not so much: a plan from the future would never grow old. */
const maxHoursAhead = 1;

export const planOutdated: DangerRule = {
  id: "plan-outdated",
  severity: "error",
  summary: "The plan is older than a day, or was not made from this users.yaml.",
  why: "The account or the file may have changed: what is approved is not what would happen.",
  fix: "Synthesize and plan again, and review that plan.",
  opener: "operator",
  check: (context) => [...tooOld(context), ...ofAnotherRoster(context)],
};

function tooOld({ plan, now }: Context): Concern[] {
  if (plan.timestamp === undefined) return [];
  const hours = (now - Date.parse(plan.timestamp)) / 3_600_000;
  if (hours < -maxHoursAhead) {
    // One of the two clocks is wrong; what the plan says is not.
    const message = `the plan was made ${Math.ceil(-hours)} hours from now, on ${plan.timestamp}: a clock is wrong`;
    return [{ message, severity: "warning" }];
  }
  if (hours <= maxHours) return [];
  return [{ message: `the plan was made ${Math.floor(hours)} hours ago, on ${plan.timestamp}` }];
}

/** Whoever stands in users.yaml must be in the plan, and whoever stays in the plan must stand there. */
function ofAnotherRoster({ people, rosters, plan }: Context): Concern[] {
  if (rosters.after === undefined || plan.errored || !plan.complete) return [];
  const planned = new Set(
    people.filter(({ change, address }) => change !== "leaves" && address !== undefined).map(({ key }) => key),
  );
  const written = new Set(rosters.after.roster.users.map(({ key }) => key));
  const missing = [...written].filter((key) => !planned.has(key));
  const extra = [...planned].filter((key) => !written.has(key));
  const concerns: Concern[] = [];
  if (missing.length > 0) {
    concerns.push({
      message: `users.yaml has ${listed(missing)}, and the plan does not`,
      place: rosters.placeOfUser(missing[0] ?? ""),
    });
  }
  if (extra.length > 0) concerns.push({ message: `the plan keeps ${listed(extra)}, and users.yaml does not` });
  return concerns;
}
