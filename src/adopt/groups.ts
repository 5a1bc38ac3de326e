import type { PolicyReference, Roster } from "../roster/roster";
import { Slots } from "../roster/write/slots";
import { addressOf, policyKeys } from "../terms/addresses";
import type { GroupAdoption } from "./adoption";
import type { HeldGroup } from "./held-user";
import type { InState } from "./in-state";
import { written } from "./policies";

export interface GroupContext {
  readonly roster: Roster;
  readonly state: InState;
  readonly referenceOf: (arn: string) => PolicyReference;
  /** Whether groups without an entry are taken over, or only referred to (`existing: true`). */
  readonly take: boolean;
}

/** Entries and imports of groups; those that the roster has already are only imported. */
export function adoptGroups(groups: readonly HeldGroup[], context: GroupContext): GroupAdoption[] {
  const { roster, state, referenceOf, take } = context;
  const slots = new Slots(roster.groups.map(({ key }) => key));
  return groups.map((group) => {
    const entry = roster.groups.find(({ name }) => name.toLowerCase() === group.name.toLowerCase());
    const key = entry?.key ?? slots.take(group.name);
    const name = key === group.name ? {} : { name: group.name };
    if (entry?.existing ?? !take) {
      return { key, entry: entry === undefined ? { ...name, existing: true } : undefined, imports: [], left: [] };
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
    const left = [
      ...group.inlinePolicies.map(
        (policy) => `inline policy ${policy} of group ${group.name}: it stays in force, and no entry can express it`,
      ),
      ...others.map((arn) => `policy ${arn} of group ${group.name}: it stays attached; the entry does not say it`),
    ];
    return { key, entry: entry === undefined ? { ...name, ...path, ...policies } : undefined, imports, left };
  });
}
