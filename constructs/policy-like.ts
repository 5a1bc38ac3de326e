import type { DataAwsIamPolicy } from "@cdktf/provider-aws/lib/data-aws-iam-policy";
import type { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { policyKeys } from "../src/terms/addresses";
import { refuse } from "./refuse";

/** A managed policy with the key that names it in addresses: a `ManagedPolicy` is one. */
export interface KeyedPolicy {
  /** Names the attachments of the policy, below the user or group. */
  readonly key: string;
  /** The policy's ARN, or a reference to it. */
  readonly arn: string;
}

/**
 * A managed policy as users, groups and boundaries take it: the policy itself, made by `ManagedPolicy` or by the
 * provider's own classes, or its ARN as text. An ARN that is a reference (the output of another module, say) has no
 * name that could stand in an address, and comes with a key of its own: `{ key: "push-images", arn }`.
 */
export type PolicyLike = KeyedPolicy | IamPolicy | DataAwsIamPolicy | string;

/** A managed policy on a user or a group, with the keys that follow the holder's in its address. */
export interface PolicyAttachment {
  readonly keys: readonly string[];
  readonly arn: string;
}

/**
 * @param prop the prop of `scope` in which the policies stand, for messages
 * @throws Error where a text is not the ARN of a policy, or two policies would share an address
 */
export function attachmentsOf(scope: Construct, prop: string, policies: readonly PolicyLike[]): PolicyAttachment[] {
  const attachments = policies.map((policy) => ({
    keys: keysOf(scope, prop, policy),
    arn: arnOf(scope, prop, policy),
  }));
  const seen = new Set<string>();
  for (const { keys } of attachments) {
    const joined = keys.join("/");
    if (seen.has(joined)) refuse(scope, prop, `has ${JSON.stringify(joined)} twice`);
    seen.add(joined);
  }
  return attachments;
}

/** @throws Error where a text is not the ARN of a policy */
export function arnOf(scope: Construct, prop: string, policy: PolicyLike): string {
  if (typeof policy !== "string") return policy.arn;
  if (Token.isUnresolved(policy) || /^arn:[^:]+:iam::(\d{12}|aws):policy\/./.test(policy)) return policy;
  const example = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  return refuse(scope, prop, `has ${JSON.stringify(policy)}: give the policy itself, or its ARN, such as ${example}`);
}

function keysOf(scope: Construct, prop: string, policy: PolicyLike): readonly string[] {
  if (typeof policy !== "string") return ["key" in policy ? policy.key : policy.friendlyUniqueId];
  if (!Token.isUnresolved(policy)) return policyKeys({ kind: "arn", arn: policy });
  const instead = "give the policy itself, or { key, arn } with a key that names it in addresses";
  return refuse(scope, prop, `has an ARN that is a reference: ${instead}`);
}
