import type { Change } from "../plan/change";
import type { Slot, User } from "../roster/roster";
import { keyBelowOwner, ownKey } from "../terms/addresses";
import { type CredentialKind, kindOfType, kinds } from "../terms/kinds";
import type { Person } from "./model/person";
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
  return changed(rosters, person.key, (user) => [user.name, user.suspended !== undefined, partOf(user, kind, key)]);
}

/** The same for anything else that a person has, for the user itself, and for groups and policies. */
export function askedFor(rosters: Rosters, change: Change, person: Person | undefined): boolean | undefined {
  if (!rosters.compared) return undefined;
  if (person !== undefined) {
    const kind = kindOfType(change.type);
    if (kind !== undefined) return asked(rosters, person, { kind, key: keyBelowOwner(change) });
    const select = belongings[change.type];
    return select === undefined
      ? undefined
      : changed(rosters, person.key, (user) => select(user, keyBelowOwner(change)));
  }
  const key = ownKey(change);
  if (change.type === "aws_iam_group") return differ(rosters.group("before", key), rosters.group("after", key));
  if (change.type === "aws_iam_policy") return differ(rosters.policy("before", key), rosters.policy("after", key));
  if (!change.type.startsWith("aws_iam_group_policy")) return undefined;
  const group = ownKey({ ...change, name: change.name.split("--")[0] ?? change.name });
  return differ(rosters.group("before", group), rosters.group("after", group));
}

type Select = (user: User, key?: string) => unknown;

/** What the entry says of one credential. */
function partOf(user: User, kind: CredentialKind, key: string | undefined): unknown {
  const held: object | undefined = user[kinds[kind].section];
  return isSlots(held) ? held.find((slot) => slot.key === key) : held;
}

function isSlots(held: object | undefined): held is readonly Slot[] {
  return Array.isArray(held);
}

const belongings: Readonly<Record<string, Select>> = {
  // A user is never replaced at users.yaml's request; deleted when the entry is gone.
  aws_iam_user: () => "present",
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
