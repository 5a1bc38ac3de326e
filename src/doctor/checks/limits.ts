import { denialOf } from "../../policy/denial";
import { type Answer, type DoctorFacts, type DoctorRule, wordsOf } from "../facts";

const ABOVE = /^(service control policy|resource control policy|VPC endpoint policy)$/;

export const limits: DoctorRule = {
  id: "limits",
  severity: "wrong",
  summary: "Whether AWS, or its simulation, names a policy of the organization or of a VPC endpoint.",
  why: "Such a policy limits both sides, and no statement here overrides it.",
  fix: "Ask whoever administers the organization, or the network: they can read the policy and change it.",
  check: checkLimits,
};

/** What stands above the two sides: the organization's policies, and that of a VPC endpoint. Doctor cannot read them. */
function checkLimits(facts: DoctorFacts): Answer[] {
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
    const message = `a ${named} ${denial?.explicit ? "denies it" : "does not allow it"}`;
    return [{ side, severity: "wrong", message, fix: `${who}; no statement here overrides it.` }];
  }
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Resource: wanted.roleArn };
  const message = `no ${named} allows it`;
  return [{ side, severity: "wrong", message, fix: `${who}:`, where: `the ${named}`, statement }];
}

/** For when every side that can be looked at is right, and AWS says no. */
export const whatIsLeft: DoctorRule = { ...limits, check: (facts) => [left(facts)] };

function left(facts: DoctorFacts): Answer {
  const { attempt } = facts;
  const side = "limits";
  const denied = attempt !== undefined && attempt !== "assumed" && attempt.code === "AccessDenied";
  if (!denied)
    return { side, severity: "not sure", message: `AWS says: ${wordsOf(facts)}`, fix: "Correct what it says." };
  return {
    side,
    severity: "could not check",
    message: "nothing is wrong that can be seen from here, and AWS refuses",
    fix:
      "What is left: a service control policy or resource control policy of the organization, the policy of a VPC endpoint, " +
      "or a change of a minute ago that has not reached all of AWS yet.",
  };
}
