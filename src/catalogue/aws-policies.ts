import { type Policy, readPolicy } from "../policy/document";
import { awsPolicyName } from "../terms/partitions";
import { once } from "../text/once";
import packed from "./data/policies.json";
import { unpack } from "./unpack";

/** One of the policies that AWS manages, as it was when this room's file was made. */
export interface AwsPolicy {
  /** With its path: `job-function/Billing`. */
  readonly name: string;
  /** `v182`: AWS counts its own versions too. */
  readonly versionId: string;
  /** JSON */
  readonly document: string;
}

/** By name with path. Read at the first question: most commands never ask. */
export const awsPolicies: () => ReadonlyMap<string, AwsPolicy> = once(
  () =>
    new Map(
      unpack(packed).map(
        ([name = "", versionId = "", document = ""]) => [name, { name, versionId, document }] as const,
      ),
    ),
);

const read = once(() => new Map<string, Policy>());

/** What a policy of AWS says, in whatever partition. @returns undefined for a policy that is younger than the list */
export function awsPolicyOf(arn: string): Policy | undefined {
  const known = awsPolicies().get(awsPolicyName(arn) ?? "");
  if (known === undefined) return undefined;
  const policy = read().get(known.name) ?? readPolicy(known.document);
  if (policy !== undefined) read().set(known.name, policy);
  return policy;
}
