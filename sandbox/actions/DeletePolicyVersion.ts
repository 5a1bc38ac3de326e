import type { Action } from "../call";
import { deleteConflict } from "../errors";
import { findPolicy, isAwsManaged } from "../managed-policies";
import { checkPolicyArn, type NamesPolicy, policyResource, requireOwnPolicy, requireVersion } from "../policies";

export const DeletePolicyVersion: Action<NamesPolicy & { readonly VersionId: string }> = {
  resource: policyResource,
  run(call, input) {
    checkPolicyArn(input.PolicyArn);
    if (isAwsManaged(input.PolicyArn)) requireOwnPolicy(call, input.PolicyArn, "delete policy versions for policies");
    const policy = findPolicy(call.account, input.PolicyArn);
    const version = requireVersion(policy, input.PolicyArn, input.VersionId);
    if (!policy || policy.defaultVersionId === version.versionId) {
      throw deleteConflict("Cannot delete the default version of a policy.");
    }
    policy.versions = policy.versions.filter((other) => other !== version);
    return undefined;
  },
};
