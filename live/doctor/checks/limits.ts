import { denialOf } from "../denial";
import { type Check, type DoctorFacts, wordsOf } from "../facts";

const ABOVE = /^(service control policy|resource control policy|VPC endpoint policy)$/;

/** What stands above the two sides: the organization's policies, and that of a VPC endpoint. Doctor cannot read them. */
export function checkLimits(facts: DoctorFacts): Check[] {
  const { attempt, permission, wanted } = facts;
  const side = "limits";
  if (attempt === "assumed" || attempt === undefined) return [];
  const denial = denialOf(attempt.words);
  const simulated = permission?.kind === "found" ? permission.value.against : undefined;
  const policy = denial !== undefined && ABOVE.test(denial.policy) ? denial.policy : undefined;
  const named = policy ?? (simulated === "service control policy" ? simulated : undefined);
  if (named === undefined) return [];
  const who =
    named === "VPC endpoint policy"
      ? "Whoever runs the network has the policy of the endpoint for STS"
      : "Whoever administers the organization has it (aws organizations list-policies-for-target)";
  if (denial?.explicit ?? permission?.kind === "found") {
    const found = `a ${named} ${denial?.explicit ? "denies it" : "does not allow it"}`;
    return [{ side, state: "wrong", found, mend: `${who}; no statement here outweighs it.` }];
  }
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Resource: wanted.roleArn };
  const found = `no ${named} allows it`;
  return [{ side, state: "wrong", found, mend: `${who}:`, where: `the ${named}`, statement }];
}

/** For when every side that can be looked at is right, and AWS says no. */
export function whatIsLeft(facts: DoctorFacts): Check {
  const { attempt } = facts;
  const side = "limits";
  const denied = attempt !== undefined && attempt !== "assumed" && attempt.code === "AccessDenied";
  if (!denied) return { side, state: "not sure", found: `AWS says: ${wordsOf(facts)}` };
  return {
    side,
    state: "could not look",
    found: "nothing is wrong that can be seen from here, and AWS refuses",
    mend:
      "What is left: a service control policy or resource control policy of the organization, the policy of a VPC endpoint, " +
      "or a change of a minute ago that AWS does not know everywhere yet.",
  };
}
