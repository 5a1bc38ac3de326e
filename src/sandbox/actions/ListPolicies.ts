import { iamArn } from "../arns";
import type { Action } from "../call";
import { awsPolicies } from "../managed-policies";
import { listing, type PageRequest, paginate } from "../pagination";
import { arnOf, attachmentCounts, boundaryCounts, writeListedPolicy } from "../policies";

interface Input extends PageRequest {
  readonly Scope?: "All" | "AWS" | "Local";
  readonly OnlyAttached?: boolean;
  readonly PathPrefix?: string;
  readonly PolicyUsageFilter?: "PermissionsPolicy" | "PermissionsBoundary";
}

export const ListPolicies: Action<Input> = {
  resource: (call, input) => ({ arn: iamArn(call.account, `policy${input.PathPrefix ?? "/"}`) }),
  run(call, input) {
    const attached = attachmentCounts(call.account);
    const boundaries = boundaryCounts(call.account);
    const own = Object.values(call.account.policies).map((policy) => ({
      policy,
      arn: arnOf(call.account, policy, false),
    }));
    const aws = [...awsPolicies(call.account)].map(([arn, policy]) => ({ policy, arn }));
    const all = [...(input.Scope === "AWS" ? [] : own), ...(input.Scope === "Local" ? [] : aws)].filter(
      ({ policy, arn }) =>
        policy.path.startsWith(input.PathPrefix ?? "/") &&
        (!input.OnlyAttached || attached.has(arn)) &&
        (input.PolicyUsageFilter === undefined ||
          (input.PolicyUsageFilter === "PermissionsBoundary" ? boundaries : attached).has(arn)),
    );
    const page = paginate(call.action, all, ({ arn }) => arn, input);
    return listing("Policies", page, ({ policy, arn }) =>
      writeListedPolicy(policy, arn, attached.get(arn) ?? 0, boundaries.get(arn) ?? 0),
    );
  },
};
