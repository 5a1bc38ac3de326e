import type { Finding } from "../roster/diagnostics";
import type { Origin, PolicyReference } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { didYouMean } from "../text/did-you-mean";
import { at, type Guard } from "./guard";

const id = "references-defined";
const policyArn = /^arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy\/[!-~]+$/;

export const referencesDefined: Guard = {
  id,
  summary: "Every group and policy that is referred to is defined, or is the ARN of a policy.",
  why: "What is not defined cannot be reviewed, and the apply would fail in its middle.",
  fix: "Define it under groups or policies; a group that lives elsewhere is written { existing: true }.",
  check: (roster) => {
    const groups = new Set(roster.groups.map(({ key }) => key));
    const policies = new Set(roster.policies.map(({ key }) => key));
    const findings: Finding[] = [];
    const policy = (reference: PolicyReference, origin: Origin, ...below: Path): void => {
      if (reference.kind === "named" && !policies.has(reference.key)) {
        const fix = meant(reference.key, policies) ?? `Define policies.${reference.key}, or write the policy's ARN.`;
        findings.push({ id, message: `policy ${reference.key} is not defined`, fix, ...at(origin, ...below) });
      } else if (reference.kind === "arn" && !policyArn.test(reference.arn)) {
        const fix = "Write it as arn:aws:iam::aws:policy/NAME or arn:aws:iam::123456789012:policy/NAME.";
        findings.push({ id, message: `${reference.arn} is not the ARN of a policy`, fix, ...at(origin, ...below) });
      }
    };
    for (const group of roster.groups) {
      for (const [index, reference] of group.policies.entries()) policy(reference, group.origin, "policies", index);
    }
    for (const user of roster.users) {
      for (const [index, key] of user.groups.entries()) {
        if (groups.has(key)) continue;
        const fix =
          meant(key, groups) ?? `Define groups.${key}; if it lives elsewhere: groups: { ${key}: { existing: true } }`;
        findings.push({ id, message: `group ${key} is not defined`, fix, ...at(user.origin, "groups", index) });
      }
      for (const [index, reference] of user.managedPolicies.entries()) {
        policy(reference, user.origin, "policies", "managed", index);
      }
      if (user.permissionsBoundary !== undefined) policy(user.permissionsBoundary, user.origin, "permissionsBoundary");
    }
    return findings;
  },
};

function meant(key: string, defined: ReadonlySet<string>): string | undefined {
  const word = didYouMean(key, defined);
  return word === undefined ? undefined : `Did you mean "${word}"?`;
}
