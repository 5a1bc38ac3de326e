import { type Change, isChange, type KnownChange, ofType } from "../plan/change";
import { ownKey } from "../terms/addresses";
import { by } from "../text/by";
import { defined } from "../text/defined";
import type { Side } from "./account-side";
import { moves } from "./person";
import type { Powers } from "./powers";
import type { GroupChange, Person, PolicyChange, ThingChange } from "./review";
import type { Rosters } from "./roster-side";

/** Groups that change, and groups whose members or policies do. */
export function groupsOf(
  changes: readonly Change[],
  people: readonly Person[],
  powers: Powers,
  rosters: Rosters,
): GroupChange[] {
  const members = membersByGroup(people);
  const held = policiesByGroup(changes, powers);
  const own = new Map<string, KnownChange<"aws_iam_group">>();
  for (const change of ofType(changes, "aws_iam_group")) {
    const name = (change.after ?? change.before)?.name;
    if (name !== undefined && !change.deposed) own.set(name, change);
  }
  const names = [...new Set([...own.keys(), ...members.keys(), ...held.keys()])].sort();
  return names
    .map((name) => {
      const change = own.get(name);
      const key = change === undefined ? name : ownKey(change);
      const place = rosters.placeOfGroup(key);
      const { before = [], after = [] } = held.get(name) ?? {};
      const member = members.get(name) ?? { added: [], removed: [], kept: [] };
      return {
        key,
        name,
        ...defined({ address: change?.address, place }),
        change: change === undefined ? ("unchanged" as const) : thingChange(change),
        policies: moves(before, after, (id) => powers.label(id)),
        members: { added: member.added.sort(), removed: member.removed.sort(), kept: member.kept.sort() },
      };
    })
    .filter(
      ({ change, policies, members: { added, removed } }) =>
        change !== "unchanged" ||
        policies.added.length + policies.removed.length > 0 ||
        added.length + removed.length > 0,
    );
}

/** Policies of this plan that change, with everybody who has them. */
export function policiesOf(
  people: readonly Person[],
  changes: readonly Change[],
  powers: Powers,
  rosters: Rosters,
): PolicyChange[] {
  const changed = powers.all().filter(({ change }) => isChange(change));
  if (changed.length === 0) return [];
  const held = policiesByGroup(changes, powers);
  return changed
    .map(({ change, power }) => {
      const key = ownKey(change);
      const name = powers.label(change.address);
      const place = rosters.placeOfPolicy(key);
      const groups = new Set(
        [...held].filter(([, { after }]) => after.includes(change.address)).map(([group]) => group),
      );
      const has = ({ policies, groups: theirs }: Person) =>
        [policies.added, policies.kept].some((names) => names.includes(name)) ||
        [theirs.added, theirs.kept].some((names) => names.some((group) => groups.has(group)));
      return {
        key,
        name,
        address: change.address,
        change: thingChange(change),
        ...defined({ place }),
        power,
        people: people.filter(has).map((person) => person.name),
        boundaryOf: people.filter(({ boundary }) => boundary?.after === name).map((person) => person.name),
      };
    })
    .sort(by(({ name }) => name));
}

interface Members {
  readonly added: string[];
  readonly removed: string[];
  readonly kept: string[];
}

function membersByGroup(people: readonly Person[]): Map<string, Members> {
  const members = new Map<string, Members>();
  for (const person of people) {
    for (const how of ["added", "removed", "kept"] as const) {
      for (const group of person.groups[how]) {
        let known = members.get(group);
        if (known === undefined) {
          known = { added: [], removed: [], kept: [] };
          members.set(group, known);
        }
        known[how].push(person.name);
      }
    }
  }
  return members;
}

/** Ids of managed policies by the group's name, on each side. */
function policiesByGroup(changes: readonly Change[], powers: Powers): Map<string, Record<Side, string[]>> {
  const held = new Map<string, Record<Side, string[]>>();
  for (const change of ofType(changes, "aws_iam_group_policy_attachment", "aws_iam_group_policy")) {
    for (const side of ["before", "after"] as const) {
      const group = change[side]?.group;
      if (group === undefined) continue;
      const id =
        change.type === "aws_iam_group_policy"
          ? `inline policy ${change[side]?.name ?? change.name}`
          : powers.named(change, "policy_arn", side);
      if (id === undefined) continue;
      const known = held.get(group) ?? { before: [], after: [] };
      known[side].push(id);
      held.set(group, known);
    }
  }
  return held;
}

function thingChange(change: Change): ThingChange {
  if (change.action === "create") return "created";
  if (change.action === "delete") return "deleted";
  if (change.action === "forget") return "forgotten";
  if (change.action === "replace") return "replaced";
  if (change.importing) return "imported";
  return isChange(change) ? "changed" : "unchanged";
}
