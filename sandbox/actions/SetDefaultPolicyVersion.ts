import type { Action } from "../call";
import { findPolicy, isAwsManaged } from "../managed-policies";
import { checkPolicyArn, type NamesPolicy, policyResource, requireOwnPolicy, requireVersion } from "../policies";

export const SetDefaultPolicyVersion: Action<NamesPolicy & { readonly VersionId: string }> = {
  resource: policyResource,
  run(call, input) {
    checkPolicyArn(input.PolicyArn);
    if (isAwsManaged(input.PolicyArn)) requireOwnPolicy(call, input.PolicyArn, "update policies");
    const policy = findPolicy(call.account, input.PolicyArn);
    const version = requireVersion(policy, input.PolicyArn, input.VersionId);
    if (policy) policy.defaultVersionId = version.versionId;
    return undefined;
  },
};
