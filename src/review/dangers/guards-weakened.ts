import type { Concern, Context, DangerRule } from "../danger";
import { weakenedLimits } from "../limits";

export const guardsWeakened: DangerRule = {
  id: "guards-weakened",
  severity: "warning",
  summary: "A limit under guards: is made weaker.",
  why: "This plan is judged by the stricter of both values, the next one by the new value alone.",
  fix: "Check who asked for it. In a change of its own there is nothing else to do.",
  opener: "roster",
  check: (context) => [...weakened(context), ...unseen(context)],
};

function weakened({ rosters, people }: Context): Concern[] {
  const leaves = people.some(({ change }) => change === "leaves");
  return weakenedLimits(rosters).map(({ name, before, after }) => {
    const message = `guards.${name} is changed from ${before} to ${after}, which is weaker`;
    const place = rosters.placeAt("guards", name);
    if (!leaves || name === "maxKeyAgeDays") return { message, place };
    const fix = `Keep ${name}: ${before} in this change, and change it alone.`;
    return { message: `${message}, by a change that also removes users`, place, severity: "error", fix };
  });
}

/** With one side alone a limit is what that side says: somebody has to know that. */
function unseen({ rosters, people, settings }: Context): Concern[] {
  if (rosters.compared || (rosters.before ?? rosters.after) === undefined) return [];
  if (!people.some(({ change }) => change === "leaves")) return [];
  const [known, other] = rosters.after === undefined ? ["before", "after"] : ["after", "before"];
  const limits = `soakDays ${settings.soakDays}, maxRemovals ${settings.maxRemovals}, maxRemovalShare ${settings.maxRemovalShare}`;
  return [
    {
      message: `the limits are those of users.yaml ${known} the change alone (${limits}): whether the change makes them weaker is not known`,
      place: rosters.placeAt("guards"),
      severity: "note",
      fix: `Review with --${other} as well.`,
    },
  ];
}
