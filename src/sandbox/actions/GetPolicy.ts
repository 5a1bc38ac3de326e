import type { Action } from "../call";
import {
  attachmentCounts,
  boundaryCounts,
  type NamesPolicy,
  policyResource,
  requirePolicy,
  writeListedPolicy,
} from "../policies";

export const GetPolicy: Action<NamesPolicy> = {
  resource: policyResource,
  run(call, input) {
    const arn = input.PolicyArn;
    const policy = requirePolicy(call, arn);
    const attached = attachmentCounts(call.account).get(arn) ?? 0;
    const boundaries = boundaryCounts(call.account).get(arn) ?? 0;
    const written = writeListedPolicy(policy, arn, attached, boundaries);
    return { Policy: { ...written, Description: policy.description, Tags: policy.tags } };
  },
};
