import type { Change } from "../plan/change";
import type { User } from "../roster/roster";
import { keyBelowOwner, ownKey } from "../terms/addresses";
import type { CredentialKind, Person } from "./review";
import type { Rosters } from "./roster-side";

/**
 * Whether the change of users.yaml asks for what a plan destroys or replaces.
 * @returns undefined when that cannot be told: no rosters to compare, or another stack's resource
 */
export function asked(
  rosters: Rosters,
  person: Person,
  { kind, key }: { readonly kind: CredentialKind; readonly key?: string },
): boolean | undefined {
  if (!rosters.compared) return undefined;
  const part = parts[kind];
  return changed(rosters, person.key, (user) => [user.name, user.suspended !== undefined, part(user, key)]);
}

/** The same for anything else that a person has, for the user itself, and for groups and policies. */
export function askedFor(rosters: Rosters, fact: Change, person: Person | undefined): boolean | undefined {
  if (!rosters.compared) return undefined;
  if (person !== undefined) {
    const select = belongings[fact.type];
    return select === undefined ? undefined : changed(rosters, person.key, (user) => select(user, keyBelowOwner(fact)));
  }
  const key = ownKey(fact);
  if (fact.type === "aws_iam_group") return differ(rosters.group("before", key), rosters.group("after", key));
  if (fact.type === "aws_iam_policy") return differ(rosters.policy("before", key), rosters.policy("after", key));
  if (!fact.type.startsWith("aws_iam_group_policy")) return undefined;
  const group = ownKey({ ...fact, name: fact.name.split("--")[0] ?? fact.name });
  return differ(rosters.group("before", group), rosters.group("after", group));
}

type Select = (user: User, key?: string) => unknown;

const parts: Readonly<Record<CredentialKind, Select>> = {
  "access key": ({ accessKeys }, key) => named(accessKeys, key),
  password: ({ loginProfile }) => loginProfile,
  "MFA device": ({ mfaDevices }, key) => named(mfaDevices, key),
  "SSH public key": ({ sshPublicKeys }, key) => named(sshPublicKeys, key),
  "signing certificate": ({ signingCertificates }, key) => named(signingCertificates, key),
  "service-specific credential": ({ serviceSpecificCredentials }, key) => named(serviceSpecificCredentials, key),
};

const belongings: Readonly<Record<string, Select>> = {
  // A user is never replaced at users.yaml's request; deleted when the entry is gone.
  aws_iam_user: () => "present",
  aws_iam_access_key: withName(parts["access key"]),
  aws_iam_user_login_profile: withName(parts.password),
  aws_iam_virtual_mfa_device: withName(parts["MFA device"]),
  aws_iam_user_ssh_key: withName(parts["SSH public key"]),
  aws_iam_signing_certificate: withName(parts["signing certificate"]),
  aws_iam_service_specific_credential: withName(parts["service-specific credential"]),
  aws_iam_user_group_membership: withName(({ groups }) => groups),
  aws_iam_user_policy: withName(({ inlinePolicies }) => inlinePolicies),
  aws_iam_user_policy_attachment: withName(({ managedPolicies }) => managedPolicies),
};

function withName(select: Select): Select {
  return (user, key) => [user.name, user.suspended !== undefined, select(user, key)];
}

function changed(rosters: Rosters, key: string, select: (user: User) => unknown): boolean {
  const before = rosters.user("before", key);
  const after = rosters.user("after", key);
  return differ(before === undefined ? undefined : select(before), after === undefined ? undefined : select(after));
}

function differ(before: unknown, after: unknown): boolean {
  return JSON.stringify(withoutOrigin(before)) !== JSON.stringify(withoutOrigin(after));
}

/** Where an entry is written is no part of what it says. */
function withoutOrigin(value: unknown): unknown {
  return typeof value === "object" && value !== null && "origin" in value ? { ...value, origin: undefined } : value;
}

function named<Entry extends { readonly key: string }>(
  entries: readonly Entry[],
  key: string | undefined,
): Entry | undefined {
  return entries.find((entry) => entry.key === key);
}
