import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { type NamesPolicy, policyResource, requirePolicy, writeVersion } from "../policies";

export const ListPolicyVersions: Action<NamesPolicy & PageRequest> = {
  resource: policyResource,
  run(call, input) {
    const policy = requirePolicy(call, input.PolicyArn, "not attachable");
    // The newest comes first, as AWS lists them.
    const order = (versionId: string) => String(1e6 - Number(versionId.slice(1))).padStart(8, "0");
    const page = paginate(call.action, policy.versions, (version) => order(version.versionId), input);
    return listing("Versions", page, (version) => writeVersion(policy, version));
  },
};
