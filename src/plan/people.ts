import { holdingFactsOf, holdingOfType } from "../terms/holdings";
import { type CredentialKind, kindOfType } from "../terms/kinds";
import { rosterTag } from "../terms/tags";
import { defined } from "../text/defined";
import { type Change, isChange, ofType } from "./change";
import { type DeletedGroup, deletedGroupsIn } from "./groups";
import { Managed, type ManagedThing } from "./managed";
import { type OutsideThings, outsideIn } from "./outside";
import { Owners, type Thing, userName } from "./owners";
import type { ProviderFacts } from "./provider";
import type { Plan } from "./read";
import { textOf, textsOf, type Values } from "./values";

/** A user as a plan knows it before the change. */
export interface PlannedUser {
  readonly name: string;
  readonly address: string;
  /** `AIDA...`; of a user that does not exist yet it is absent. */
  readonly userId?: string;
  readonly arn?: string;
  /** In the state, which is where the provider reads it when it deletes. */
  readonly forceDestroy: boolean;
  /** The tag `roster:suspended`, `HR-77 since 2026-11-10`. */
  readonly suspended?: string;
}

/** Who comes, who goes, who stays, and what of theirs the state manages: what the account is asked with. */
export interface PlanPeople extends ProviderFacts {
  readonly leavers: readonly PlannedUser[];
  readonly joiners: readonly PlannedUser[];
  /** New names of users that are renamed. */
  readonly newNames: readonly string[];
  /** Users that are there after the change, without the joiners. */
  readonly stayers: readonly PlannedUser[];
  /** Of the stayers those of whom the plan changes something, with the groups that they are in after it. */
  readonly changed: readonly { readonly name: string; readonly groups: readonly string[] }[];
  /** Virtual devices that the plan deletes, with whose they are as far as the plan tells. */
  readonly deletedDevices: readonly { readonly serial: string; readonly user?: string }[];
  /** Names that are created, by resource type; devices as `path` + name. */
  readonly created: {
    readonly devices: readonly string[];
    readonly groups: readonly string[];
    readonly policies: readonly string[];
  };
  readonly deletedGroups: readonly DeletedGroup[];
  /** What the account must have already, since the plan only refers to it. */
  readonly outside: OutsideThings;
  /** Access keys by user: how many the plan adds, and how many it takes. */
  readonly keyChanges: ReadonlyMap<string, { readonly added: number; readonly removed: number }>;
  /** Credentials that the plan creates for users who are there already, by IAM name. */
  readonly newCredentials: ReadonlyMap<string, ReadonlySet<CredentialKind>>;
  readonly managed: Managed;
}

export function peopleOf(plan: Plan): PlanPeople {
  const { changes, accountIds, region, assumeRole } = plan;
  const owners = new Owners(changes, plan.references, plan.realms);
  const users = ofType(changes, "aws_iam_user");
  const listed = listedMembers(changes, owners);
  const devices = ofType(changes, "aws_iam_virtual_mfa_device");
  return {
    ...{ accountIds, region, assumeRole },
    leavers: users.filter(goes).map(({ address, before }) => userOf(address, before)),
    joiners: users.filter(comes).map(({ address, after }) => userOf(address, after)),
    newNames: users.flatMap(({ before, after }) =>
      before?.name !== undefined && after?.name !== undefined && before.name !== after.name ? [after.name] : [],
    ),
    stayers: users
      .filter((user) => !goes(user) && !comes(user) && !user.forgets)
      .map(({ address, before, after }) => ({ ...userOf(address, before), ...suspendedIn(after) })),
    changed: changedIn(owners, listed),
    deletedDevices: devices.filter(goes).flatMap((device) => {
      const user = owners.nameOf(device);
      const serial = device.before?.arn;
      return serial === undefined ? [] : [{ serial, ...defined({ user }) }];
    }),
    created: {
      devices: devices
        .filter(comes)
        .flatMap(({ after }) =>
          after?.virtual_mfa_device_name === undefined ? [] : [`${after.path ?? "/"}${after.virtual_mfa_device_name}`],
        ),
      groups: ofType(changes, "aws_iam_group")
        .filter(comes)
        .flatMap(({ after }) => after?.name ?? []),
      policies: ofType(changes, "aws_iam_policy")
        .filter(comes)
        .flatMap(({ after }) => after?.name ?? []),
    },
    deletedGroups: deletedGroupsIn(changes, owners),
    outside: outsideIn(changes, plan.state, owners),
    keyChanges: keyChangesOf(changes, owners),
    newCredentials: newCredentialsOf(owners),
    managed: new Managed(managedIn(plan, owners)),
  };
}

function goes({ action }: Change): boolean {
  return action === "delete";
}

function comes({ action, importing }: Change): boolean {
  return action === "create" && !importing;
}

type UserValues = Values<"aws_iam_user"> | undefined;

function userOf(address: string, values: UserValues): PlannedUser {
  return {
    name: userName(values) ?? "",
    address,
    ...defined({ userId: values?.unique_id, arn: values?.arn }),
    forceDestroy: values?.force_destroy === true,
    ...suspendedIn(values),
  };
}

function suspendedIn(values: UserValues): { suspended?: string } {
  const tag = rosterTag.suspended;
  const suspended = values?.tags?.roster[tag] ?? values?.tags_all?.roster[tag];
  return defined({ suspended });
}

function keyChangesOf(changes: readonly Change[], owners: Owners): PlanPeople["keyChanges"] {
  const counts = new Map<string, { added: number; removed: number }>();
  for (const change of ofType(changes, "aws_iam_access_key")) {
    const user = owners.nameOf(change);
    if (user === undefined || change.importing) continue;
    const count = counts.get(user) ?? { added: 0, removed: 0 };
    if (change.action === "create" || change.action === "replace") count.added++;
    if (change.action === "delete" || (change.action === "replace" && !change.forgets)) count.removed++;
    counts.set(user, count);
  }
  return counts;
}

/** By the name that the account knows. */
function newCredentialsOf(owners: Owners): PlanPeople["newCredentials"] {
  const found = owners.all().flatMap(({ user, changes }) => {
    const name = userName(user?.before);
    if (name === undefined || user === undefined || goes(user) || user.forgets) return [];
    const kinds = changes.flatMap((change) => (comes(change) ? (kindOfType(change.resourceType) ?? []) : []));
    return kinds.length === 0 ? [] : [[name, new Set(kinds)] as const];
  });
  return new Map(found);
}

/** By the name that the account knows: of a user that is renamed the old one. */
function changedIn(owners: Owners, listed: ReadonlyMap<string, readonly string[]>): PlanPeople["changed"] {
  return owners.all().flatMap(({ user, name, changes }) => {
    if (user === undefined || goes(user) || comes(user) || user.forgets) return [];
    if (![user, ...changes].some(isChange)) return [];
    const groups = ofType(changes, "aws_iam_user_group_membership").flatMap(({ after }) => after?.groups ?? []);
    const known = userName(user.before) ?? name;
    return [{ name: known, groups: [...groups, ...(listed.get(known) ?? [])] }];
  });
}

/** Groups that list their members themselves, by the name that the account knows each member by. */
function listedMembers(changes: readonly Change[], owners: Owners): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const change of ofType(changes, "aws_iam_group_membership")) {
    const { group, users = [] } = change.after ?? {};
    if (group === undefined) continue;
    for (const user of users) {
      const name = owners.nameNow(user, change);
      groups.set(name, [...(groups.get(name) ?? []), group]);
    }
  }
  return groups;
}

/** Of the state, and of the changes: a plan with `-refresh=false` and one with `-target` do not say the same. */
function* managedIn({ state, changes }: Plan, owners: Owners): Generator<ManagedThing> {
  for (const resource of state.resources) yield* thingsIn({ ...resource, before: resource.values }, owners);
  for (const change of changes) yield* thingsIn(change, owners);
}

function* thingsIn(thing: Thing, owners: Owners): Generator<ManagedThing> {
  if (thing.resourceType === "aws_iam_group_membership") {
    const group = textOf(thing.before, "group");
    if (group !== undefined)
      for (const user of textsOf(thing.before, "users"))
        yield { kind: "group", id: group, user: owners.nameNow(user, thing) };
  }
  const kind = holdingOfType(thing.resourceType);
  if (kind === undefined || thing.before === undefined) return;
  const user = owners.nameOf(thing);
  const device = kind === "mfaDevice" ? { assigned: textOf(thing.before, "user_name") !== undefined } : {};
  for (const id of textsOf(thing.before, holdingFactsOf(kind).id)) yield { kind, id, user, ...device };
}
