import type { Action } from "../call";
import { deleteConflict } from "../errors";
import { policyKey } from "../managed-policies";
import { attachmentCounts, boundaryCounts, type NamesPolicy, policyResource, requireOwnPolicy } from "../policies";

/** The words for a policy with further versions are AWS's in public issues, not recorded. */
export const DeletePolicy: Action<NamesPolicy> = {
  resource: policyResource,
  run(call, input) {
    const arn = input.PolicyArn;
    const policy = requireOwnPolicy(call, arn, "delete policies");
    if (attachmentCounts(call.account).has(arn) || boundaryCounts(call.account).has(arn)) {
      throw deleteConflict("Cannot delete a policy attached to entities.");
    }
    if (policy.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    delete call.account.policies[policyKey(policy.policyName)];
    return undefined;
  },
};
