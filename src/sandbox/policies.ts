import { awsPolicyArn } from "../terms/partitions";
import { iamArn, partitionOf, policyArn } from "./arns";
import type { Call, Resource } from "./call";
import { accessDenied, noSuchEntity, validationError } from "./errors";
import { findPolicy, isAwsManaged } from "./managed-policies";
import type { Account, Policy, PolicyHolder, PolicyVersion } from "./state";

export interface NamesPolicy {
  readonly PolicyArn: string;
}

export function policyResource(call: Call, input: NamesPolicy): Resource {
  return { arn: input.PolicyArn, tags: findPolicy(call.account, input.PolicyArn)?.tags ?? [] };
}

export function newPolicyResource(
  call: Call,
  input: { readonly PolicyName: string; readonly Path?: string },
): Resource {
  return { arn: iamArn(call.account, `policy${input.Path ?? "/"}${input.PolicyName}`) };
}

/** @throws AwsError ValidationError for what is no ARN of a policy, in the words AWS sends since 2026 */
export function checkPolicyArn(arn: string): void {
  if (!/^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/.+$/.test(arn)) throw validationError(`ARN ${arn} is not valid.`);
}

/** AWS has two sentences for a policy that is not there; which one depends on the action. */
export function requirePolicy(call: Call, arn: string, absent: "not found" | "not attachable" = "not found"): Policy {
  checkPolicyArn(arn);
  const policy = findPolicy(call.account, arn);
  if (policy && !call.runtime.faults.hides(`policy/${policy.policyId}`, call.now)) return policy;
  throw noSuchEntity(
    `Policy ${arn} ${absent === "not found" ? "was not found" : "does not exist or is not attachable"}.`,
  );
}

/** @param doing what AWS says is impossible on its own policies: "update policies", "delete policies" */
export function requireOwnPolicy(call: Call, arn: string, doing: string, absent?: "not attachable"): Policy {
  checkPolicyArn(arn);
  if (isAwsManaged(arn) && findPolicy(call.account, arn))
    throw accessDenied(`Cannot ${doing} outside your own account.`);
  return requirePolicy(call, arn, absent);
}

export function requireVersion(policy: Policy | undefined, arn: string, versionId: string): PolicyVersion {
  const version = policy?.versions.find((candidate) => candidate.versionId === versionId);
  if (version) return version;
  throw noSuchEntity(`Policy ${arn} version ${versionId} does not exist or is not attachable.`);
}

function holdersOf(account: Account): PolicyHolder[] {
  return [...Object.values(account.users), ...Object.values(account.groups), ...Object.values(account.roles)];
}

/** How often each policy is attached, by ARN, counted in one walk over the account. */
export function attachmentCounts(account: Account): Map<string, number> {
  const counts = new Map<string, number>();
  for (const holder of holdersOf(account)) {
    for (const arn of holder.attachedPolicies) counts.set(arn, (counts.get(arn) ?? 0) + 1);
  }
  return counts;
}

export function boundaryCounts(account: Account): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { permissionsBoundary: arn } of [...Object.values(account.users), ...Object.values(account.roles)]) {
    if (arn !== undefined) counts.set(arn, (counts.get(arn) ?? 0) + 1);
  }
  return counts;
}

export function arnOf(account: Account, policy: Policy, awsManaged: boolean): string {
  return awsManaged
    ? awsPolicyArn(partitionOf(account), `${policy.path.slice(1)}${policy.policyName}`)
    : policyArn(account, policy);
}

export function writeListedPolicy(policy: Policy, arn: string, attached: number, boundaries: number) {
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: attached,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    CreateDate: policy.createDate,
    UpdateDate: policy.updateDate,
  };
}

/** A key that puts the newest version first, as AWS lists them. */
export function versionOrder({ versionId }: PolicyVersion): string {
  return String(1e6 - Number(versionId.slice(1))).padStart(8, "0");
}

export function writeVersion(policy: Policy, version: PolicyVersion) {
  return {
    VersionId: version.versionId,
    IsDefaultVersion: version.versionId === policy.defaultVersionId,
    CreateDate: version.createDate,
  };
}

/** A version of a policy of the account, for actions that change it. @param doing what AWS says is impossible on its own policies */
export function requireOwnVersion(call: Call, input: NamesPolicy & { readonly VersionId: string }, doing: string) {
  const arn = input.PolicyArn;
  checkPolicyArn(arn);
  const policy = isAwsManaged(arn) ? requireOwnPolicy(call, arn, doing) : findPolicy(call.account, arn);
  const version = requireVersion(policy, arn, input.VersionId);
  // Without a policy requireVersion has thrown.
  return { policy: policy as Policy, version };
}
