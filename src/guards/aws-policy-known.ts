import { awsPolicies } from "../catalogue/aws-policies";
import type { Origin, PolicyReference } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { awsPolicyName } from "../terms/partitions";
import { didYouMean } from "../text/did-you-mean";
import { at, type Guard, type GuardReport } from "./guard";

export const awsPolicyKnown: Guard = {
  id: "aws-policy-known",
  severity: "warning",
  summary: "The ARN of a policy of AWS names one that AWS is known to have.",
  why: "IAM refuses to attach a policy that does not exist, and the apply stops in the middle.",
  fix: "Correct the name. A policy that AWS added lately may be missing in the list: roster preflight asks the account.",
  check: ({ roster }) => {
    const findings: GuardReport[] = [];
    const look = (reference: PolicyReference, origin: Origin, ...below: Path): void => {
      const name = reference.kind === "arn" ? awsPolicyName(reference.arn) : undefined;
      if (name === undefined || reference.kind !== "arn" || awsPolicies().has(name)) return;
      const meant = meantBy(name);
      const fix = meant === undefined ? {} : { fix: `Did you mean ${reference.arn.slice(0, -name.length)}${meant}?` };
      findings.push({ message: `AWS is not known to have a policy ${name}`, ...fix, ...at(origin, ...below) });
    };
    const inherited = roster.defaults.permissionsBoundary;
    if (inherited !== undefined) look(inherited, { file: roster.file, path: ["defaults"] }, "permissionsBoundary");
    for (const { policies, origin } of roster.groups)
      for (const [index, reference] of policies.entries()) look(reference, origin, "policies", index);
    for (const { managedPolicies, permissionsBoundary, origin } of roster.users) {
      for (const [index, reference] of managedPolicies.entries()) look(reference, origin, "policies", "managed", index);
      if (permissionsBoundary !== undefined && permissionsBoundary !== inherited)
        look(permissionsBoundary, origin, "permissionsBoundary");
    }
    return findings;
  },
};

/** Often the path is forgotten: `Billing` is `job-function/Billing`. */
function meantBy(name: string): string | undefined {
  const last = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  const names = [...awsPolicies().keys()];
  return (
    names.find((known) => known.toLowerCase().endsWith(`/${last}`) || known.toLowerCase() === last) ??
    didYouMean(name, names)
  );
}
