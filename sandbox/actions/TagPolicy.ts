import type { Action } from "../call";
import { type NamesPolicy, policyResource, requireOwnPolicy } from "../policies";
import type { Tag } from "../state";
import { addTags } from "../tags";

export const TagPolicy: Action<NamesPolicy & { readonly Tags: Tag[] }> = {
  resource: policyResource,
  run(call, input) {
    const policy = requireOwnPolicy(call, input.PolicyArn, "update policies");
    policy.tags = addTags(policy.tags, input.Tags, "heeds case");
    return undefined;
  },
};
