import { listed } from "../../text/count";
import type { Concern, Context, DangerRule } from "../danger";
import type { Person } from "../model/person";
import type { PolicyChange } from "../model/policy";
import type { Allows } from "../person-access";

export const boundaryChanged: DangerRule = {
  id: "boundary-changed",
  severity: "warning",
  summary:
    "A permissions boundary is replaced, or its policy is changed; an error if it then allows more and users.yaml does not ask for it.",
  why: "It changes what the user's other policies allow, and nobody reviews those in this change.",
  fix: "Compare both boundaries; if the new one is intended, there is nothing to do.",
  opener: "roster",
  check: (context) => [
    ...context.people.flatMap((person) => replaced(person, context)),
    ...context.policies
      .filter(({ change, boundaryOf }) => (change === "changed" || change === "replaced") && boundaryOf.length > 0)
      .map((policy) => rewritten(policy, context)),
  ],
};

const words: Readonly<Record<Allows, string>> = {
  more: ", and allows more",
  "no more": "",
  "not known": ", and whether it allows more is not known",
};

function replaced(person: Person, { rosters, boundaryAllows }: Context): Concern[] {
  const { before, after } = person.boundary ?? {};
  if (before === undefined || after === undefined || before === after) return [];
  const allows = boundaryAllows(person);
  const [was, is] = [rosters.user("before", person.key), rosters.user("after", person.key)];
  const isAsked = isOther(was?.permissionsBoundary, is?.permissionsBoundary);
  const message = `${person.name} gets the permissions boundary ${after} instead of ${before}${words[allows]}`;
  return [{ message, person, ...judged(allows, isAsked) }];
}

function rewritten(
  { key, name, boundaryOf, address, place }: PolicyChange,
  { rosters, policyAllows }: Context,
): Concern {
  const allows = policyAllows(address);
  const isAsked = isOther(rosters.policy("before", key)?.document, rosters.policy("after", key)?.document);
  const message = `the policy ${name} is rewritten; it is the permissions boundary of ${listed(boundaryOf)}${words[allows]}`;
  return { message, address, place, ...judged(allows, isAsked) };
}

/** Whether both files have one, and not the same. */
function isOther(before: unknown, after: unknown): boolean {
  return before !== undefined && after !== undefined && JSON.stringify(before) !== JSON.stringify(after);
}

function judged(allows: Allows, isAsked: boolean): Pick<Concern, "severity" | "fix"> {
  if (allows === "no more" || isAsked) return {};
  return {
    severity: "error",
    fix: "Put the boundary back as it was. If this is intended: write it into users.yaml, and review with --before and --after, so that it is seen to ask for it.",
  };
}
