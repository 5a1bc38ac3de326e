import type { Action } from "../call";
import { checkManagedDocument } from "../documents";
import { limitExceeded } from "../errors";
import { type NamesPolicy, policyResource, requireOwnPolicy, writeVersion } from "../policies";

interface Input extends NamesPolicy {
  readonly PolicyDocument: string;
  readonly SetAsDefault?: boolean;
}

const VERSIONS_PER_POLICY = 5;

export const CreatePolicyVersion: Action<Input> = {
  resource: policyResource,
  run(call, input) {
    const policy = requireOwnPolicy(call, input.PolicyArn, "update policies", "not attachable");
    checkManagedDocument(input.PolicyDocument);
    if (policy.versions.length >= VERSIONS_PER_POLICY) {
      throw limitExceeded(
        `A managed policy can have up to ${VERSIONS_PER_POLICY} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const version = { versionId: `v${policy.nextVersion}`, document: input.PolicyDocument, createDate: call.time };
    policy.nextVersion += 1;
    policy.versions.push(version);
    policy.updateDate = call.time;
    if (input.SetAsDefault) policy.defaultVersionId = version.versionId;
    return { PolicyVersion: writeVersion(policy, version) };
  },
};
