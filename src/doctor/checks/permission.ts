import { denialOf } from "../../policy/denial";
import { type Answer, type DoctorFacts, type DoctorRule, isCaller, wordsOf } from "../facts";
import { readTrust } from "../trust-policy";

/** Policies that belong to the caller: what stands above it is another side. */
const OWN = /^(identity-based policy|permissions boundary|session policy)$/;

export const permission: DoctorRule = {
  id: "permission",
  severity: "wrong",
  summary: "Whether the caller may call sts:AssumeRole: its policies, permissions boundary, session policy, a Deny.",
  why: "Both sides have to allow it: the caller's own policies, and the trust policy of the role.",
  fix: "Add a statement to a policy of the caller.",
  check: (facts) => [checkPermission(facts)],
};

/** Whether the caller's own policies let it ask. */
function checkPermission(facts: DoctorFacts): Answer {
  const { wanted, caller, permission, attempt, role } = facts;
  const side = "permission";
  if (!isCaller(caller) || attempt === "assumed")
    return { side, severity: "fine", message: "the caller may assume the role" };
  const roleArn = wanted.roleArn ?? "";
  const simulated = permission?.kind === "found" ? permission.value : undefined;
  const { decision, against, missing = [] } = simulated ?? {};
  const grantIn = (policy: string) => ({
    fix: "Let the caller assume the role:",
    where: `${policy} of ${caller.principalArn}`,
    statement: { Effect: "Allow", Action: "sts:AssumeRole", Resource: roleArn },
  });
  const denial = denialOf(wordsOf(facts));
  const own = denial !== undefined && OWN.test(denial.policy) ? denial : undefined;
  if (own?.explicit || (decision === "explicitDeny" && against !== "service control policy")) {
    const fix = `Find the Deny that covers sts:AssumeRole on ${roleArn}, and except this role from it; no Allow overrides a Deny.`;
    const message = `the caller is denied by ${own ? `its ${own.policy}` : "one of its own policies"}`;
    return { side, severity: "wrong", message, fix };
  }
  const limit = own?.policy ?? (against === "permissions boundary" ? against : undefined);
  if (limit !== undefined && limit !== "identity-based policy")
    return {
      side,
      severity: "wrong",
      message: `the ${limit} of the caller does not allow it`,
      ...grantIn(`the ${limit}`),
    };
  const message = "no policy of the caller allows sts:AssumeRole on the role";
  if (own !== undefined) return { side, severity: "wrong", message, ...grantIn("a policy") };
  if (decision === "allowed")
    return { side, severity: "fine", message: "a policy of the caller allows sts:AssumeRole on the role" };
  const trust = role?.kind === "found" ? readTrust(role.value.trust, facts, caller) : undefined;
  if (roleArn.includes(`::${caller.accountId}:`) && trust?.kind === "named" && trust.by === "principal") {
    const enough = "the trust policy names the caller itself, which is enough within one account";
    return { side, severity: "fine", message: enough };
  }
  if (missing.length > 0) {
    const depends = `whether a policy of the caller allows it depends on ${missing.join(", ")}`;
    return { side, severity: "not sure", message: depends, ...grantIn("a policy"), fix: "To let it in without that:" };
  }
  // A simulation that the organization stops says nothing of the caller's own policies.
  if (simulated !== undefined && against === undefined)
    return { side, severity: "wrong", message, ...grantIn("a policy") };
  const needs = permission?.kind === "could not check" ? `; it needs ${permission.permission}` : "";
  return {
    side,
    severity: "could not check",
    message: `what the caller's own policies say${needs}`,
    ...grantIn("a policy"),
    fix: "If the other sides are right, it is this one:",
  };
}
