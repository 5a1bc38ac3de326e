import type { Action } from "../call";
import { deleteConflict } from "../errors";
import { type NamesPolicy, policyResource, requireOwnVersion } from "../policies";

export const DeletePolicyVersion: Action<NamesPolicy & { readonly VersionId: string }> = {
  resource: policyResource,
  run(call, input) {
    const { policy, version } = requireOwnVersion(call, input, "delete policy versions for policies");
    if (policy.defaultVersionId === version.versionId) {
      throw deleteConflict("Cannot delete the default version of a policy.");
    }
    policy.versions = policy.versions.filter((other) => other !== version);
    return undefined;
  },
};
