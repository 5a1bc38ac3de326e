import type { Action } from "../call";
import { type NamesPolicy, policyResource, requireOwnPolicy } from "../policies";
import { removeTags } from "../tags";

export const UntagPolicy: Action<NamesPolicy & { readonly TagKeys: string[] }> = {
  resource: policyResource,
  run(call, input) {
    const policy = requireOwnPolicy(call, input.PolicyArn, "update policies");
    policy.tags = removeTags(policy.tags, input.TagKeys, "heeds case");
    return undefined;
  },
};
