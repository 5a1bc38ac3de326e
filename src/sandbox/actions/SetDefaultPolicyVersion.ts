import type { Action } from "../call";
import { type NamesPolicy, policyResource, requireOwnVersion } from "../policies";

export const SetDefaultPolicyVersion: Action<NamesPolicy & { readonly VersionId: string }> = {
  resource: policyResource,
  run(call, input) {
    const { policy, version } = requireOwnVersion(call, input, "update policies");
    policy.defaultVersionId = version.versionId;
    return undefined;
  },
};
