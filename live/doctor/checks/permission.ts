import { denialOf } from "../denial";
import { type Check, type DoctorFacts, isCaller, wordsOf } from "../facts";
import { readTrust } from "../trust-policy";

/** Policies that belong to the caller: what stands above it is another side. */
const OWN = /^(identity-based policy|permissions boundary|session policy)$/;

/** Whether the caller's own policies let it ask. */
export function checkPermission(facts: DoctorFacts): Check {
  const { wanted, caller, permission, attempt, role } = facts;
  const side = "permission";
  if (!isCaller(caller) || attempt === "assumed") return { side, state: "fine", found: "the caller may ask" };
  const roleArn = wanted.roleArn ?? "";
  const simulated = permission?.kind === "found" ? permission.value : undefined;
  const { decision, against, missing = [] } = simulated ?? {};
  const grantIn = (policy: string) => ({
    mend: "Let the caller assume the role:",
    where: `${policy} of ${caller.principalArn}`,
    statement: { Effect: "Allow", Action: "sts:AssumeRole", Resource: roleArn },
  });
  const denial = denialOf(wordsOf(facts));
  const own = denial !== undefined && OWN.test(denial.policy) ? denial : undefined;
  if (own?.explicit || (decision === "explicitDeny" && against !== "service control policy")) {
    const mend = `Find the Deny that covers sts:AssumeRole on ${roleArn}, and except this role from it; no Allow outweighs a Deny.`;
    const found = `the caller is denied by ${own ? `its ${own.policy}` : "one of its own policies"}`;
    return { side, state: "wrong", found, mend };
  }
  const limit = own?.policy ?? (against === "permissions boundary" ? against : undefined);
  if (limit !== undefined && limit !== "identity-based policy")
    return { side, state: "wrong", found: `the ${limit} of the caller does not allow it`, ...grantIn(`the ${limit}`) };
  const found = "no policy of the caller allows sts:AssumeRole on the role";
  if (own !== undefined) return { side, state: "wrong", found, ...grantIn("a policy") };
  if (decision === "allowed")
    return { side, state: "fine", found: "a policy of the caller allows sts:AssumeRole on the role" };
  const trust = role?.kind === "found" ? readTrust(role.value.trust, facts, caller) : undefined;
  if (roleArn.includes(`::${caller.accountId}:`) && trust?.kind === "named" && trust.by === "principal") {
    const enough = "the trust policy names the caller itself, which is enough within one account";
    return { side, state: "fine", found: enough };
  }
  if (missing.length > 0) {
    const depends = `whether a policy of the caller allows it depends on ${missing.join(", ")}`;
    return { side, state: "not sure", found: depends, ...grantIn("a policy"), mend: "To let it in without that:" };
  }
  // A simulation that the organization stops says nothing of the caller's own policies.
  if (simulated !== undefined && against === undefined) return { side, state: "wrong", found, ...grantIn("a policy") };
  const needs = permission?.kind === "could not look" ? `; it needs ${permission.permission}` : "";
  return {
    side,
    state: "could not look",
    found: `what the caller's own policies say${needs}`,
    ...grantIn("a policy"),
    mend: "If the other sides are right, it is this one:",
  };
}
