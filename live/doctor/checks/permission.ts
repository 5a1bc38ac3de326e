import { type Check, type DoctorFacts, isCaller } from "../facts";
import { readTrust } from "../trust-policy";

/** Whether the caller's own policies let it ask. */
export function checkPermission(facts: DoctorFacts): Check {
  const { wanted, caller, permission, attempt, role } = facts;
  const side = "permission";
  if (!isCaller(caller) || attempt === "assumed") return { side, state: "fine", found: "the caller may ask" };
  const words = attempt?.words ?? "";
  const roleArn = wanted.roleArn ?? "";
  const grant: Partial<Check> = {
    mend: "Let the caller assume the role:",
    where: `a policy of ${caller.principalArn}`,
    statement: { Effect: "Allow", Action: "sts:AssumeRole", Resource: roleArn },
  };
  // AWS says which kind of policy it was (IAM User Guide, "Troubleshooting access denied error messages").
  const denied = /with an explicit deny in an? ((?!resource-based)[a-z -]+?policy|permissions boundary)/.exec(
    words,
  )?.[1];
  if (denied !== undefined || (permission?.kind === "found" && permission.value === "explicitDeny")) {
    const mend = `Find the Deny that covers sts:AssumeRole on ${roleArn}, and except this role from it; no Allow outweighs a Deny.`;
    return {
      side,
      state: "wrong",
      found: `the caller is denied by ${denied ? `its ${denied}` : "one of its own policies"}`,
      mend,
    };
  }
  const limit =
    /because no (permissions boundary|session policy|service control policy|resource control policy) allows/.exec(
      words,
    )?.[1];
  if (limit !== undefined)
    return {
      side,
      state: "wrong",
      found: `the ${limit} of the caller does not allow it`,
      ...grant,
      where: `the ${limit} of ${caller.principalArn}`,
    };
  if (/because no identity-based policy allows/.test(words))
    return { side, state: "wrong", found: "no policy of the caller allows sts:AssumeRole on the role", ...grant };
  if (permission?.kind === "found" && permission.value === "allowed")
    return { side, state: "fine", found: "a policy of the caller allows sts:AssumeRole on the role" };
  const trust = role?.kind === "found" ? readTrust(role.value.trust, wanted, caller) : undefined;
  const sameAccount = roleArn.includes(`::${caller.accountId}:`);
  if (sameAccount && trust?.kind === "named" && trust.by === "principal") {
    return {
      side,
      state: "fine",
      found: "the trust policy names the caller itself, which is enough within one account",
    };
  }
  if (permission?.kind === "found")
    return { side, state: "wrong", found: "no policy of the caller allows sts:AssumeRole on the role", ...grant };
  const needs = permission?.kind === "could not look" ? `; it needs ${permission.permission}` : "";
  return {
    side,
    state: "could not look",
    found: `what the caller's own policies say${needs}`,
    ...grant,
    mend: "If the other sides are right, it is this one:",
  };
}
