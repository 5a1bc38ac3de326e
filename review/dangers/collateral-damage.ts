import { type Change, isChange } from "../../plan/change";
import { kindOfType } from "../../terms/kinds";
import { askedFor } from "../asked";
import type { Concern, Context, DangerRule } from "../danger";
import { keyOf } from "../person";
import type { Person } from "../review";

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
        .factsOf(person)
        .filter((fact) => !fact.deposed && isChange(fact))
        .flatMap((fact) => concernOf(fact, person, context)),
    );
    const things = context.facts
      .filter(({ type, deposed }) => !deposed && /^aws_iam_(group|policy)$/.test(type))
      .flatMap((fact) => concernOf(fact, undefined, context));
    return [...people, ...things];
  },
};

function concernOf(fact: Change, person: Person | undefined, { rosters }: Context): Concern[] {
  if (fact.action !== "delete" && fact.action !== "replace" && fact.action !== "forget") return [];
  // With the user goes what it holds; and other rules speak of passwords and keys that are replaced.
  if (person !== undefined && fact.type !== "aws_iam_user" && person.change === "leaves") return [];
  if (fact.action === "replace" && kindOfType(fact.type) !== undefined) return [];
  if (fact.reason === "replace_by_request" || fact.reason === "replace_because_tainted") return [];
  if (askedFor(rosters, fact, person) !== false) return [];
  const verb = fact.action === "replace" ? "replaced" : fact.action === "delete" ? "deleted" : "no longer managed";
  const forced = fact.forcedBy.length === 0 ? "" : `; ${fact.forcedBy.join(", ")} forces it`;
  const never =
    person !== undefined && fact.type === "aws_iam_user" && rosters.user("before", keyOf(fact)) === undefined;
  const cause = never ? "users.yaml did not have the user before the change either" : "users.yaml did not ask for it";
  const subject = person === undefined ? fact.address : `${fact.address} of ${person.name}`;
  return [
    {
      message: `${subject} is ${verb}, and ${cause}${forced}`,
      address: fact.address,
      person,
      // What is attached again a moment later is a gap, not a loss.
      ...(fact.action === "replace" && /_attachment$|_membership$/.test(fact.type)
        ? { severity: "warning" as const }
        : {}),
    },
  ];
}
