/** Kinds of policy that AWS names in a refusal (IAM User Guide, "Troubleshoot access denied error messages"). */
const policyKinds = [
  "identity-based policy",
  "permissions boundary",
  "session policy",
  "role trust policy",
  "resource-based policy",
  "service control policy",
  "resource control policy",
  "VPC endpoint policy",
] as const;

export type PolicyKind = (typeof policyKinds)[number];

/** Why a request is refused. */
export interface Denial {
  readonly policy: PolicyKind;
  /** A Deny that covers it; otherwise an Allow is missing. */
  readonly explicit: boolean;
}

const words = new RegExp(`(with an explicit deny in (?:an?|the)|because no) (${policyKinds.join("|")})`);

/** What AWS says of why it refuses, where it says more than that it does. */
export function denialOf(text: string): Denial | undefined {
  const [, how, name] = words.exec(text) ?? [];
  const policy = policyKinds.find((kind) => kind === name);
  return policy === undefined ? undefined : { policy, explicit: how !== "because no" };
}

/** How AWS says it: `with an explicit deny in an identity-based policy`. */
export function denialWords({ policy, explicit }: Denial, action: string): string {
  if (!explicit) return `because no ${policy} allows the ${action} action`;
  return `with an explicit deny in ${policy.startsWith("i") ? "an" : "a"} ${policy}`;
}
