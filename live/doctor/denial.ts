/** Kinds of policy that AWS names in a refusal (IAM User Guide, "Troubleshoot access denied error messages"). */
const POLICIES = [
  "identity-based policy",
  "permissions boundary",
  "session policy",
  "role trust policy",
  "resource-based policy",
  "service control policy",
  "resource control policy",
  "VPC endpoint policy",
] as const;

export type PolicyKind = (typeof POLICIES)[number];

export interface Denial {
  readonly policy: PolicyKind;
  /** A Deny that covers it; otherwise an Allow is missing. */
  readonly explicit: boolean;
}

const PATTERN = new RegExp(`(with an explicit deny in (?:an?|the)|because no) (${POLICIES.join("|")})`);

/** What AWS says of why it refuses, where it says more than that it does. */
export function denialOf(words: string): Denial | undefined {
  const [, how, policy] = PATTERN.exec(words) ?? [];
  return policy === undefined ? undefined : { policy: policy as PolicyKind, explicit: how !== "because no" };
}
