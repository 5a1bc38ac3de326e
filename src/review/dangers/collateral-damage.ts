import { type Change, isChange } from "../../plan/change";
import { kindOfType } from "../../terms/kinds";
import { askedFor } from "../asked";
import type { Concern, Context, DangerRule } from "../danger";
import type { Person } from "../model/person";
import { keyOf } from "../person";

export const collateralDamage: DangerRule = {
  id: "collateral-damage",
  severity: "error",
  summary: "Something is deleted or replaced that the change of users.yaml did not ask for.",
  why: "The reviewer of the YAML has not seen it, and its owner does not expect it.",
  fix: "Find out what forces it: another state, a change outside Terraform, or an earlier change that was never applied.",
  opener: "operator",
  check: (context) => {
    if (!context.rosters.compared) return [];
    const people = context.people.flatMap((person) =>
      context
        .changesOf(person)
        .filter((change) => !change.deposed && isChange(change))
        .flatMap((change) => concernOf(change, person, context)),
    );
    const things = context.changes
      .filter(({ type, deposed }) => !deposed && /^aws_iam_(group|policy)$/.test(type))
      .flatMap((change) => concernOf(change, undefined, context));
    return [...people, ...things];
  },
};

function concernOf(change: Change, person: Person | undefined, { rosters }: Context): Concern[] {
  if (change.action !== "delete" && change.action !== "replace" && change.action !== "forget") return [];
  // With the user goes what it holds; and other rules speak of passwords and keys that are replaced.
  if (person !== undefined && change.type !== "aws_iam_user" && person.change === "leaves") return [];
  if (change.action === "replace" && kindOfType(change.type) !== undefined) return [];
  if (change.reason === "replace_by_request" || change.reason === "replace_because_tainted") return [];
  if (askedFor(rosters, change, person) !== false) return [];
  const verb = change.action === "replace" ? "replaced" : change.action === "delete" ? "deleted" : "no longer managed";
  const forced = change.forcedBy.length === 0 ? "" : `; ${change.forcedBy.join(", ")} forces it`;
  const never =
    person !== undefined && change.type === "aws_iam_user" && rosters.user("before", keyOf(change)) === undefined;
  const cause = never ? "users.yaml did not have the user before the change either" : "users.yaml did not ask for it";
  const subject = person === undefined ? change.address : `${change.address} of ${person.name}`;
  return [
    {
      message: `${subject} is ${verb}, and ${cause}${forced}`,
      address: change.address,
      person,
      // What is attached again a moment later is a gap, not a loss.
      ...(change.action === "replace" && /_attachment$|_membership$/.test(change.type)
        ? { severity: "warning" as const }
        : {}),
    },
  ];
}
