import type { Origin, PolicyReference } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { awsPolicyArn, iamArn, partitionOfArn, partitionOfRegion } from "../terms/partitions";
import { didYouMean } from "../text/did-you-mean";
import { at, type Guard, type GuardReport } from "./guard";

const policyArn = /^arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy\/[!-~]+$/;

export const referencesDefined: Guard = {
  id: "references-defined",
  severity: "error",
  summary:
    "Every group and policy that is referenced is defined, or is the ARN of a policy of AWS or of the account, in its partition.",
  why: "What is not defined cannot be reviewed, and the apply would fail halfway.",
  fix: "Define it under groups or policies; for a group that is managed elsewhere, write { existing: true }.",
  check: ({ roster }) => {
    const findings: GuardReport[] = [];
    const { id, region } = roster.account;
    const partition = partitionOfRegion(region);
    const groups = lookup(roster.groups);
    const policies = lookup(roster.policies);
    const policy = (reference: PolicyReference, origin: Origin, ...below: Path): void => {
      if (reference.kind === "named" && !policies.has(reference.key)) {
        const fix = policies.meant(reference.key) ?? `Define policies.${reference.key}, or write the policy's ARN.`;
        findings.push({ message: `policy ${reference.key} is not defined`, fix, ...at(origin, ...below) });
      } else if (reference.kind === "arn" && !policyArn.test(reference.arn)) {
        const fix = `Write it as ${awsPolicyArn(partition, "NAME")} or ${iamArn(partition, "123456789012", "policy/NAME")}.`;
        findings.push({ message: `${reference.arn} is not the ARN of a policy`, fix, ...at(origin, ...below) });
      } else if (reference.kind === "arn" && partitionOfArn(reference.arn) !== partition) {
        const [scheme, other, ...rest] = reference.arn.split(":");
        const message = `${reference.arn} is in the partition ${other}, and account.region ${region} is in ${partition}`;
        const fix = `Write it as ${[scheme, partition, ...rest].join(":")}, or correct account.region.`;
        findings.push({ message, fix, ...at(origin, ...below) });
      } else if (reference.kind === "arn" && !["aws", id].includes(accountOf(reference.arn)) && id !== undefined) {
        const message = `${reference.arn} is a policy of the account ${accountOf(reference.arn)}, and this roster is for ${id}`;
        const fix =
          "IAM attaches a policy of the same account, or one of AWS: correct the ARN, or define the policy here.";
        findings.push({ message, fix, ...at(origin, ...below) });
      }
    };
    const inherited = roster.defaults.permissionsBoundary;
    if (inherited !== undefined) policy(inherited, { file: roster.file, path: ["defaults"] }, "permissionsBoundary");
    for (const group of roster.groups) {
      for (const [index, reference] of group.policies.entries()) policy(reference, group.origin, "policies", index);
    }
    for (const user of roster.users) {
      for (const [index, key] of user.groups.entries()) {
        if (groups.has(key)) continue;
        const fix =
          groups.meant(key) ??
          `Define groups.${key}; if it is managed elsewhere: groups: { ${key}: { existing: true } }`;
        findings.push({ message: `group ${key} is not defined`, fix, ...at(user.origin, "groups", index) });
      }
      for (const [index, reference] of user.managedPolicies.entries()) {
        policy(reference, user.origin, "policies", "managed", index);
      }
      const boundary = user.permissionsBoundary;
      if (boundary !== undefined && boundary !== inherited) policy(boundary, user.origin, "permissionsBoundary");
    }
    return findings;
  },
};

const accountOf = (arn: string) => arn.split(":")[4] ?? "";

/** More are no typing mistakes, and comparing each with each would take minutes. */
const maxSuggestions = 1000;

/** What is defined; what an undefined key may have meant is asked once, however often it is written. */
function lookup(defined: readonly { readonly key: string }[]) {
  const keys = new Set(defined.map(({ key }) => key));
  const asked = new Map<string, string | undefined>();
  return {
    has: (key: string) => keys.has(key),
    meant: (key: string): string | undefined => {
      if (!asked.has(key) && asked.size < maxSuggestions && keys.size < maxSuggestions) {
        asked.set(key, didYouMean(key, keys));
      }
      const word = asked.get(key);
      return word === undefined ? undefined : `Did you mean "${word}"?`;
    },
  };
}
