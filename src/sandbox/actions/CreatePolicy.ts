import { defined } from "../../text/defined";
import type { Action } from "../call";
import { checkManagedDocument } from "../documents";
import { entityAlreadyExists, quotaExceeded } from "../errors";
import { uniqueId } from "../ids";
import { policyKey } from "../managed-policies";
import { arnOf, newPolicyResource, writeListedPolicy } from "../policies";
import type { Policy, Tag } from "../state";
import { addTags } from "../tags";

interface Input {
  readonly PolicyName: string;
  readonly Path?: string;
  readonly PolicyDocument: string;
  readonly Description?: string;
  readonly Tags?: Tag[];
}

const POLICIES_PER_ACCOUNT = 1500;

export const CreatePolicy: Action<Input> = {
  resource: newPolicyResource,
  run(call, input) {
    const { policies } = call.account;
    const key = policyKey(input.PolicyName);
    checkManagedDocument(input.PolicyDocument);
    if (policies[key]) {
      throw entityAlreadyExists(`A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`);
    }
    if (Object.keys(policies).length >= POLICIES_PER_ACCOUNT)
      throw quotaExceeded("PoliciesPerAccount", POLICIES_PER_ACCOUNT);
    const policy: Policy = {
      policyName: input.PolicyName,
      policyId: uniqueId("ANPA"),
      path: input.Path ?? "/",
      ...defined({ description: input.Description }),
      createDate: call.time,
      updateDate: call.time,
      tags: addTags([], input.Tags ?? [], "heeds case"),
      defaultVersionId: "v1",
      nextVersion: 2,
      versions: [{ versionId: "v1", document: input.PolicyDocument, createDate: call.time }],
    };
    policies[key] = policy;
    call.runtime.faults.created(`policy/${policy.policyId}`, call.now);
    const written = writeListedPolicy(policy, arnOf(call.account, policy, false), 0, 0);
    return { Policy: { ...written, Tags: policy.tags.length > 0 ? policy.tags : undefined } };
  },
};
