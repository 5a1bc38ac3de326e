import { Token } from "cdktf";
import type { Construct } from "constructs";
import { kinds, slotKinds } from "../src/terms/kinds";
import type { ManagedUserProps } from "./managed-user-props";
import { refuse } from "./refuse";

const MANAGED_POLICIES = 20;

/** What IAM allows one user. Source: IAM User Guide, reference_iam-quotas. */
const quotas: readonly (readonly [keyof ManagedUserProps, number])[] = [
  ["groups", 10],
  // 10, unless the account's quota was raised.
  ["managedPolicies", MANAGED_POLICIES],
  ...slotKinds
    .map((kind) => kinds[kind])
    .filter(({ quota }) => quota.per === "user")
    .map(({ section, quota }) => [section, quota.max] as const),
];

/**
 * What IAM would refuse in the middle of an apply, with half of the user made. A roster has passed stricter guards;
 * this is for who writes the props.
 * @throws Error in the words of the props
 */
export function checkUser(user: Construct, key: string, props: ManagedUserProps): void {
  const { name = key, path = "/" } = props;
  if (!Token.isUnresolved(name) && !/^[A-Za-z0-9_+=,.@-]{1,64}$/.test(name)) {
    refuse(user, "name", `is ${JSON.stringify(name)}: it must be 1 to 64 letters, digits and + = , . @ _ -`);
  }
  if (!Token.isUnresolved(path) && !/^\/([!-~]+\/)?$/.test(path)) {
    refuse(user, "path", `is ${JSON.stringify(path)}: it must begin and end with a slash`);
  }
  for (const [prop, most] of quotas) {
    const held = Object.keys(props[prop] ?? {}).length;
    if (held > most) refuse(user, prop, `has ${held} entries: IAM allows a user ${most}`);
  }
  if (props.suspended === true && props.managedPolicies?.length === MANAGED_POLICIES) {
    refuse(user, "managedPolicies", `has ${MANAGED_POLICIES} entries: AWSDenyAll of the suspension needs a place`);
  }
}
