import { type Action, type Change, isChange, type KnownChange, ofType } from "../plan/change";
import type { Belongings } from "../plan/owners";
import { Tags } from "../plan/tags";
import { UnmanagedInline } from "../plan/unmanaged-inline";
import { keyBelowOwner, keysOf, ownKey } from "../terms/addresses";
import { flagNames } from "../terms/flags";
import { kinds } from "../terms/kinds";
import { rosterTag, tagOfFlag } from "../terms/tags";
import { by } from "../text/by";
import { defined } from "../text/defined";
import { credentialOf } from "./credential";
import { flagsOf, suspendedOf } from "./flags";
import type { Holdings } from "./holdings";
import type { Credential } from "./model/credential";
import type { Person, PersonChange } from "./model/person";
import type { InlinePolicy } from "./model/policy";
import type { Moves, Sides } from "./model/sides";
import type { PeoplesAccess } from "./person-access";
import type { Powers } from "./powers";
import type { Rosters } from "./roster-side";

interface Told {
  readonly powers: Powers;
  readonly holdings: Holdings;
  readonly rosters: Rosters;
  readonly access: PeoplesAccess;
  /** Where those are who have the same name as somebody else. */
  readonly within: ReadonlyMap<Belongings, string>;
}

/** Puts together what a plan does to one person. */
export function personOf(belongings: Belongings, { powers, holdings, rosters, access, within }: Told): Person {
  const { user, name, changes } = belongings;
  const before = user?.before;
  const after = user?.after;
  const key = user === undefined ? name : keyOf(user);
  const credentials = changes.flatMap((change) => credentialOf(change) ?? []);
  const suspended = sides(
    suspendedOf(before?.tags, rosters.user("before", key)?.suspended),
    suspendedOf(after?.tags, rosters.user("after", key)?.suspended),
  );
  const place = rosters.placeOfUser(key);
  const changed = changes.some(isChange);
  const change = user === undefined ? (changed ? "changes" : "unchanged") : changeOf(user, suspended, changed);
  const type = (after ?? before)?.tags?.roster[rosterTag.type] ?? rosters.user("before", key)?.type;
  const owner = (after ?? before)?.tags?.roster[rosterTag.owner] ?? rosters.user("before", key)?.owner;
  const path = sides(before?.path, after?.path);
  const label = (side: "before" | "after") => {
    const id = user === undefined ? undefined : powers.named(user, "permissions_boundary", side);
    return id === undefined ? undefined : powers.label(id);
  };
  const boundary = sides(label("before"), after === undefined ? undefined : label("after"));
  const previousName = before?.name;
  return defined({
    key,
    name: after?.name ?? previousName ?? name,
    within: within.get(belongings),
    previousName: after?.name === undefined || previousName === after.name ? undefined : previousName,
    address: user?.address,
    change,
    forgotten: user?.forgets ?? false,
    type,
    owner,
    place,
    movedFrom: user?.previousAddress,
    credentials: credentials.sort(byKindAndKey),
    groups: moves(holdings.groupsOf(belongings, "before"), holdings.groupsOf(belongings, "after"), (group) =>
      holdings.labelOfGroup(group),
    ),
    policies: moves(holdings.policiesOf(belongings, "before"), holdings.policiesOf(belongings, "after"), (id) =>
      powers.label(id),
    ),
    inlinePolicies: [
      ...ofType(changes, "aws_iam_user_policy").map((policy) => inlinePolicyOf(policy, powers)),
      ...removedUnmanaged(changes),
    ],
    boundary: boundary.before === undefined && boundary.after === undefined ? undefined : boundary,
    path: path.before === path.after || path.before === undefined || path.after === undefined ? undefined : path,
    forceDestroy: sides(before?.force_destroy, after?.force_destroy),
    access: access.of(belongings),
    suspended: Object.keys(suspended).length === 0 ? undefined : suspended,
    flags: flagsOf(before?.tags, after?.tags),
    tags: changedTags(before, after),
  });
}

export function keyOf(user: KnownChange<"aws_iam_user">): string {
  return user.index ?? keysOf(user.name)[0] ?? ownKey(user);
}

function changeOf(user: KnownChange<"aws_iam_user">, suspended: Sides<object>, changes: boolean): PersonChange {
  switch (user.action) {
    case "delete":
    case "forget":
      return "leaves";
    case "create":
      return "joins";
    case "replace":
      return "replaced";
    default:
  }
  if (user.importing) return "imported";
  const { before, after } = user;
  if (before?.name !== undefined && after?.name !== undefined && before.name !== after.name) {
    return "renamed";
  }
  if (suspended.after !== undefined && suspended.before === undefined) return "is suspended";
  if (suspended.before !== undefined && suspended.after === undefined && after !== undefined) return "returns";
  return isChange(user) || changes ? "changes" : "unchanged";
}

function inlinePolicyOf(policy: KnownChange<"aws_iam_user_policy">, powers: Powers): InlinePolicy {
  const name = (policy.after ?? policy.before)?.name ?? keyBelowOwner(policy);
  return { name, change: inlineChanges[policy.action], power: powers.changeOf(policy) };
}

/** Inline policies that Terraform does not manage, and that the list of all the user may have names no more: AWS loses them. */
function removedUnmanaged(changes: readonly Change[]): InlinePolicy[] {
  const unmanaged = new UnmanagedInline(changes);
  const power = { everything: { before: false, after: false }, allowsMore: [], allowsLess: [] };
  return ofType(changes, "aws_iam_user_policies_exclusive").flatMap((change) =>
    unmanaged.removed(change).map((name) => ({ name, change: "removed", power }) as const),
  );
}

/** An import, or a new address, changes nothing in the account. */
const inlineChanges: Readonly<Record<Action, InlinePolicy["change"]>> = {
  ...{ "no-op": "kept", read: "kept", create: "added", update: "changed", replace: "changed", unknown: "changed" },
  ...{ delete: "removed", forget: "removed" },
};

/** What is new, what is gone, what stays; sorted. */
export function moves(
  before: readonly string[],
  after: readonly string[],
  label: (id: string) => string = (id) => id,
): Moves {
  const was = new Set(before);
  const is = new Set(after);
  const labels = (ids: Iterable<string>, keep: (id: string) => boolean) => [...ids].filter(keep).map(label).sort();
  return {
    added: labels(is, (id) => !was.has(id)),
    removed: labels(was, (id) => !is.has(id)),
    kept: labels(is, (id) => was.has(id)),
  };
}

function sides<Value>(before: Value | undefined, after: Value | undefined): Sides<Value> {
  return defined({ before, after });
}

type UserValues = KnownChange<"aws_iam_user">["before"];

/** Lines of their own speak of a suspension and of accepted risks. */
const spokenOf: ReadonlySet<string> = new Set([rosterTag.suspended, ...flagNames.map(tagOfFlag)]);

function changedTags(before: UserValues, after: UserValues): string[] {
  if (before === undefined || after === undefined) return [];
  return Tags.changed(before.tags, after.tags).filter((key) => !spokenOf.has(key));
}

const byKindAndKey = by<Credential>(({ kind, key = "" }) => `${kinds[kind].noun[0]} ${key}`);
