import { type Change, isChange, type KnownChange, ofType } from "../plan/change";
import type { Belongings } from "../plan/owners";
import type { Realms } from "../plan/realms";
import type { Side } from "../plan/side";
import { ownKey } from "../terms/addresses";
import { by } from "../text/by";
import { defined } from "../text/defined";
import { apart } from "./apart";
import type { HeldGroup, Holdings } from "./holdings";
import type { GroupChange } from "./model/group";
import type { Person } from "./model/person";
import type { PolicyChange } from "./model/policy";
import type { ThingChange } from "./model/thing";
import { moves } from "./person";
import type { GroupKey } from "./person-access";
import type { Powers } from "./powers";
import type { Rosters } from "./roster-side";

export interface ThingsContext {
  readonly changes: readonly Change[];
  readonly holdings: Holdings;
  readonly powers: Powers;
  readonly rosters: Rosters;
  readonly realms: Realms;
}

/** Groups that change, and groups whose members or policies do, with where each is. */
export function groupsOf({ changes, holdings, powers, rosters, realms }: ThingsContext): Map<GroupChange, GroupKey> {
  const own = new Map(
    ofType(changes, "aws_iam_group").flatMap((change) => (change.deposed ? [] : [[change.address, change] as const])),
  );
  const nameOf = (change: KnownChange<"aws_iam_group">) => (change.after ?? change.before)?.name ?? change.name;
  const all = [
    ...[...own].map(([key, change]): HeldGroup => {
      return { key, name: nameOf(change), module: change.module, realm: realms(change) };
    }),
    ...[...holdings.groups.values()].filter(({ key }) => !own.has(key)),
  ].sort(by(({ name }) => name));
  const within = apart(all, (group) => group);
  const policiesOn = (side: Side, key: string) => holdings.policiesOfGroups(side).get(key) ?? [];
  const groups = all.flatMap((group): [GroupChange, GroupKey][] => {
    const change = own.get(group.key);
    const key = change === undefined ? group.name : ownKey(change);
    const [before, after] = [holdings.membersOf(group.key, "before"), holdings.membersOf(group.key, "after")];
    const names = new Map([...before, ...after].map((user) => [user.key, user.name]));
    const made: GroupChange = {
      ...{ key, name: group.name },
      ...defined({ within: within.get(group), address: change?.address, place: rosters.placeOfGroup(key) }),
      change: change === undefined ? "unchanged" : thingChange(change),
      policies: moves(policiesOn("before", group.key), policiesOn("after", group.key), (id) => powers.label(id)),
      members: moves(
        before.map((user) => user.key),
        after.map((user) => user.key),
        (user) => names.get(user) ?? user,
      ),
    };
    return isTold(made) ? [[made, group]] : [];
  });
  return new Map(groups);
}

/** A name that several have says nobody without the place. */
function whole({ name, within }: Person): string {
  return within === undefined ? name : `${name} (${within})`;
}

function isTold({ change, policies, members }: GroupChange): boolean {
  return change !== "unchanged" || [policies, members].some(({ added, removed }) => added.length + removed.length > 0);
}

/** Policies of this plan that change, with everybody who has them. */
export function policiesOf(people: ReadonlyMap<Person, Belongings>, context: ThingsContext): PolicyChange[] {
  const { holdings, powers, rosters, realms } = context;
  const changed = powers.all().filter(({ change }) => isChange(change));
  if (changed.length === 0) return [];
  const nameOf = ({ address }: Change) => powers.label(address);
  const all = powers.all().map(({ change }) => change);
  const within = apart(all, (change) => ({ name: nameOf(change), module: change.module, realm: realms(change) }));
  const none = () => new Map(changed.map(({ change }) => [change.address, new Set<Person>()]));
  const [holders, limited] = [none(), none()];
  const ofGroups = holdings.policiesOfGroups("after");
  for (const [person, belongings] of people) {
    for (const policy of holdings.policiesOf(belongings, "after")) holders.get(policy)?.add(person);
    for (const group of holdings.groupsOf(belongings, "after"))
      for (const policy of ofGroups.get(group) ?? []) holders.get(policy)?.add(person);
    const { user } = belongings;
    const id = user?.after === undefined ? undefined : powers.named(user, "permissions_boundary", "after");
    if (id !== undefined) limited.get(id)?.add(person);
  }
  return changed
    .map(({ change, power }): PolicyChange => {
      const key = ownKey(change);
      return {
        ...{ key, name: nameOf(change), address: change.address, change: thingChange(change) },
        ...defined({ within: within.get(change), place: rosters.placeOfPolicy(key) }),
        power,
        people: [...(holders.get(change.address) ?? [])].map(whole),
        boundaryOf: [...(limited.get(change.address) ?? [])].map(whole),
      };
    })
    .sort(by(({ name }) => name));
}

function thingChange(change: Change): ThingChange {
  if (change.action === "create") return "created";
  if (change.action === "delete") return "deleted";
  if (change.action === "forget") return "forgotten";
  if (change.action === "replace") return "replaced";
  if (change.importing) return "imported";
  return isChange(change) ? "changed" : "unchanged";
}
