import { encodeDocument } from "../../policy/encoding";
import type { Action } from "../call";
import { findPolicy } from "../managed-policies";
import { checkPolicyArn, type NamesPolicy, policyResource, requireVersion } from "../policies";

export const GetPolicyVersion: Action<NamesPolicy & { readonly VersionId: string }> = {
  resource: policyResource,
  run(call, input) {
    checkPolicyArn(input.PolicyArn);
    const policy = findPolicy(call.account, input.PolicyArn);
    const version = requireVersion(policy, input.PolicyArn, input.VersionId);
    const isDefault = policy?.defaultVersionId === version.versionId;
    return {
      PolicyVersion: {
        Document: encodeDocument(version.document),
        VersionId: version.versionId,
        IsDefaultVersion: isDefault,
        CreateDate: version.createDate,
      },
    };
  },
};
