import type { PolicyReference, Roster } from "../roster/roster";
import { Slots } from "../roster/write/slots";
import { addressOf, policyKeys } from "../terms/addresses";
import type { GroupAdoption } from "./adoption";
import type { HeldGroup } from "./held-user";
import type { InState } from "./in-state";
import { written } from "./policies";
import { type Excluded, type Left, leftBy } from "./thing";

export interface GroupContext {
  readonly roster: Roster;
  readonly state: InState;
  readonly referenceOf: (arn: string) => PolicyReference;
  /** Whether groups without an entry are taken over, or only referred to (`existing: true`). */
  readonly take: boolean;
  readonly excluded: Excluded;
}

/** Entries and imports of groups; those that the roster has already are only imported. */
export function adoptGroups(groups: readonly HeldGroup[], context: GroupContext): GroupAdoption[] {
  const { roster, state, referenceOf, take, excluded } = context;
  const slots = new Slots(roster.groups.map(({ key }) => key));
  return groups.map((group) => {
    const entry = roster.groups.find(({ name }) => name.toLowerCase() === group.name.toLowerCase());
    const key = entry?.key ?? slots.take(group.name);
    const name = key === group.name ? {} : { name: group.name };
    const thing = { kind: "group", name: group.name };
    const outside = entry === undefined ? leftBy(excluded, thing) : undefined;
    if (outside !== undefined || (entry?.existing ?? !take)) {
      return {
        key,
        entry: entry === undefined ? { ...name, existing: true } : undefined,
        ...{ imports: [], parts: [] },
        left: outside === undefined ? [] : [{ ...outside, reason: `${outside.reason}; the roster only refers to it` }],
      };
    }
    const references = group.managedPolicies.map(referenceOf);
    const path = group.path === "/" ? {} : { path: group.path };
    const policies = references.length === 0 ? {} : { policies: references.map(written) };
    const address = addressOf(key);
    const had = new Set(entry?.policies.map(written));
    const attached = references.flatMap((reference, index) => {
      const arn = group.managedPolicies[index] ?? "";
      return entry === undefined || had.has(written(reference)) ? [{ reference, arn }] : [];
    });
    const imports = [
      { to: `aws_iam_group.${address}`, id: group.name },
      ...attached.map(({ reference, arn }) => ({
        to: `aws_iam_group_policy_attachment.${addressOf(key, ...policyKeys(reference))}`,
        id: `${group.name}/${arn}`,
      })),
    ].filter(({ to }) => !state.addresses.has(to));
    const others = group.managedPolicies.filter((arn) => !attached.some((one) => one.arn === arn));
    const of = `group ${group.name}`;
    const left: Left[] = [
      ...group.inlinePolicies.map((policy) => ({
        ...{ kind: "inline policy", name: policy, of },
        reason: "it stays in force, and no entry can express it",
      })),
      ...others.map((arn) => ({
        ...{ kind: "policy", name: arn, of },
        reason: "it stays attached; the entry does not say it",
      })),
    ];
    if (entry !== undefined) return { key, entry: undefined, imports, parts: [], left };
    const parts = [{ thing, path: ["groups", key], addresses: imports.map(({ to }) => to) }];
    return { key, entry: { ...name, ...path, ...policies }, imports, parts, left };
  });
}
