import type { Roster } from "../../roster/roster";
import type { Addressing, GroupAdoption } from "./adoption";
import type { HeldGroup } from "./held-user";
import type { InState } from "./in-state";
import { Slots } from "./slots";

export interface GroupContext {
  readonly roster: Roster;
  readonly state: InState;
  readonly addressing: Addressing;
  /** Whether groups without an entry are taken over, or only referred to (`existing: true`). */
  readonly take: boolean;
}

/** Entries and imports of the groups that the adopted users are members of. */
export function adoptGroups(
  groups: readonly HeldGroup[],
  { roster, state, addressing, take }: GroupContext,
): GroupAdoption[] {
  const slots = new Slots(roster.groups.map(({ key }) => key));
  return groups.map((group) => {
    const entry = roster.groups.find(({ name }) => name.toLowerCase() === group.name.toLowerCase());
    const key = entry?.key ?? slots.take(group.name);
    const name = key === group.name ? {} : { name: group.name };
    if (entry?.existing ?? !take) {
      return { key, entry: entry === undefined ? { ...name, existing: true } : undefined, imports: [], left: [] };
    }
    const path = group.path === "/" ? {} : { path: group.path };
    const policies = group.managedPolicies.length === 0 ? {} : { policies: group.managedPolicies };
    const address = addressing.address(key);
    const imports = [
      { to: `aws_iam_group.${address}`, id: group.name },
      ...group.managedPolicies.map((arn) => ({
        to: `aws_iam_group_policy_attachment.${addressing.address(key, ...addressing.policyKeys({ kind: "arn", arn }))}`,
        id: `${group.name}/${arn}`,
      })),
    ].filter(({ to }) => !state.addresses.has(to));
    const left = group.inlinePolicies.map(
      (policy) => `inline policy ${policy} of group ${group.name}: it stays in force, and no entry can say it`,
    );
    return { key, entry: entry === undefined ? { ...name, ...path, ...policies } : undefined, imports, left };
  });
}
