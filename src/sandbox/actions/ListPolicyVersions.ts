import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { type NamesPolicy, policyResource, requirePolicy, versionOrder, writeVersion } from "../policies";

export const ListPolicyVersions: Action<NamesPolicy & PageRequest> = {
  resource: policyResource,
  run(call, input) {
    const policy = requirePolicy(call, input.PolicyArn, "not attachable");
    const page = paginate(call.action, policy.versions, versionOrder, input);
    return listing("Versions", page, (version) => writeVersion(policy, version));
  },
};
