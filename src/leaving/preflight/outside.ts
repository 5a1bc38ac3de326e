import type { CouldNotLook, Outcome } from "../../aws/outcome";
import type { PlanPeople } from "../../plan/people";
import { awsPolicyName } from "../../terms/partitions";
import { listed } from "../../text/count";
import { defined } from "../../text/defined";
import type { Listings, Named } from "./listings";
import { couldNotLook, type PreflightFinding } from "./report";

type Missing = Pick<PreflightFinding, "id" | "message" | "fix">;
type Outside = PlanPeople["outside"]["groups"][number];

/** Whether what the plan only refers to is in the account: groups that it adds somebody to, policies that it attaches. */
export async function outsideFindings({ outside }: PlanPeople, listings: Listings): Promise<PreflightFinding[]> {
  const aws = outside.policies.filter(({ id }) => awsPolicyName(id) !== undefined);
  const local = outside.policies.filter(({ id }) => awsPolicyName(id) === undefined);
  const found = await Promise.all([
    // IAM does not distinguish names by case; ARNs it does.
    missing(
      outside.groups,
      () => listings.groups(),
      ({ name }) => name.toLowerCase(),
      noGroup,
    ),
    missing(
      local,
      () => listings.policies(),
      ({ id }) => id,
      noPolicy,
    ),
    missing(
      aws,
      () => listings.awsPolicies(),
      ({ id }) => id,
      noPolicy,
    ),
  ]);
  return found.flat();
}

async function missing(
  wanted: readonly Outside[],
  list: () => Promise<Outcome<Named[]>>,
  keyOf: (there: Named) => string,
  finding: (wanted: Outside) => Missing,
): Promise<PreflightFinding[]> {
  if (wanted.length === 0) return [];
  const seen = await list();
  if (seen.kind === "could not check") return [blind(seen)];
  const there = new Set(seen.kind === "found" ? seen.value.map(keyOf) : []);
  return wanted
    .filter(({ id }) => !there.has(keyOf({ name: id, id })))
    .map((each) => ({ ...finding(each), severity: "error" as const, ...defined({ user: onlyOne(each) }) }));
}

const blind = (seen: CouldNotLook) => couldNotLook(seen, "error");

/** The one user whom it is about. */
function onlyOne({ to }: Outside): string | undefined {
  return to.length === 1 && !to[0]?.includes(" ") ? to[0] : undefined;
}

function noGroup({ id, to }: Outside): Missing {
  return {
    id: "group-missing",
    message: `there is no group ${id} in the account, and the plan adds ${listed(to, 5)} to it: the apply would fail with NoSuchEntity: The group with name ${id} cannot be found.`,
    fix: "Create it where it is managed, or correct its name; without existing: true this roster creates it.",
  };
}

function noPolicy({ id, to }: Outside): Missing {
  return {
    id: "policy-missing",
    message: `there is no policy ${id} in the account, and the plan gives it to ${listed(to, 5)}: the apply would fail with NoSuchEntity: Policy ${id} does not exist or is not attachable.`,
    fix: "Create it where it is managed, correct its ARN, or define it under policies: and refer to it by its key.",
  };
}
