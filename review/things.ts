import { type Change, isChange, type KnownChange, ofType } from "../plan/change";
import { ownKey } from "../terms/addresses";
import { by } from "../text/by";
import { defined } from "../text/defined";
import { moves } from "./person";
import { type Powers, powerChange, type Side } from "./powers";
import type { GroupChange, Person, PolicyChange, ThingChange } from "./review";
import type { Rosters } from "./roster-side";

/** Groups that change, and groups whose members or policies do. */
export function groupsOf(
  facts: readonly Change[],
  people: readonly Person[],
  powers: Powers,
  rosters: Rosters,
): GroupChange[] {
  const members = membersByGroup(people);
  const held = policiesByGroup(facts, powers);
  const own = new Map<string, KnownChange<"aws_iam_group">>();
  for (const fact of ofType(facts, "aws_iam_group")) {
    const name = (fact.after ?? fact.before)?.name;
    if (name !== undefined && !fact.deposed) own.set(name, fact);
  }
  const names = [...new Set([...own.keys(), ...members.keys(), ...held.keys()])].sort();
  return names
    .map((name) => {
      const fact = own.get(name);
      const key = fact === undefined ? name : ownKey(fact);
      const place = rosters.placeOfGroup(key);
      const { before = [], after = [] } = held.get(name) ?? {};
      const member = members.get(name) ?? { added: [], removed: [], kept: [] };
      return {
        key,
        name,
        ...defined({ address: fact?.address, place }),
        change: fact === undefined ? ("unchanged" as const) : thingChange(fact),
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
  facts: readonly Change[],
  powers: Powers,
  rosters: Rosters,
): PolicyChange[] {
  const changed = powers.all().filter(({ fact }) => isChange(fact));
  if (changed.length === 0) return [];
  const held = policiesByGroup(facts, powers);
  return changed
    .map(({ fact, power }) => {
      const key = ownKey(fact);
      const name = powers.label(fact.address);
      const place = rosters.placeOfPolicy(key);
      const groups = new Set([...held].filter(([, { after }]) => after.includes(fact.address)).map(([group]) => group));
      const has = ({ policies, groups: theirs }: Person) =>
        [...policies.added, ...policies.kept].includes(name) ||
        [...theirs.added, ...theirs.kept].some((group) => groups.has(group));
      return {
        key,
        name,
        address: fact.address,
        change: thingChange(fact),
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
export function policiesByGroup(facts: readonly Change[], powers: Powers): Map<string, Record<Side, string[]>> {
  const held = new Map<string, Record<Side, string[]>>();
  for (const fact of ofType(facts, "aws_iam_group_policy_attachment", "aws_iam_group_policy")) {
    for (const side of ["before", "after"] as const) {
      const group = fact[side]?.group;
      if (group === undefined) continue;
      const id =
        fact.type === "aws_iam_group_policy"
          ? `inline policy ${fact[side]?.name ?? fact.name}`
          : powers.named(fact, "policy_arn", side);
      if (id === undefined) continue;
      const known = held.get(group) ?? { before: [], after: [] };
      known[side].push(id);
      held.set(group, known);
    }
  }
  return held;
}

/** Groups with an inline policy that allows everything. */
export function inlineAdministrators(facts: readonly Change[], side: Side): Set<string> {
  const groups = new Set<string>();
  for (const fact of ofType(facts, "aws_iam_group_policy")) {
    const group = fact[side]?.group;
    if (group !== undefined && powerChange(fact).everything[side]) groups.add(group);
  }
  return groups;
}

function thingChange(fact: Change): ThingChange {
  if (fact.action === "create") return "created";
  if (fact.action === "delete") return "deleted";
  if (fact.action === "forget") return "forgotten";
  if (fact.action === "replace") return "replaced";
  if (fact.importing) return "imported";
  return isChange(fact) ? "changed" : "unchanged";
}
