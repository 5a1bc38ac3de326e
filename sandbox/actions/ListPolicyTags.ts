import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { type NamesPolicy, policyResource, requirePolicy } from "../policies";

export const ListPolicyTags: Action<NamesPolicy & PageRequest> = {
  resource: policyResource,
  run(call, input) {
    const { tags } = requirePolicy(call, input.PolicyArn);
    return listing(
      "Tags",
      paginate(call.action, tags, (tag) => tag.Key, input),
      (tag) => tag,
    );
  },
};
