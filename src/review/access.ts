import type { Change } from "../plan/change";
import type { Powers, Side } from "./powers";
import { powerChange } from "./powers";
import { inlineAdministrators, policiesByGroup } from "./things";

/** How somebody comes to be allowed everything: `AdministratorAccess`, `group admins`. */
export type Ways = Readonly<Record<Side, readonly string[]>>;

/** Who may do anything, from what the plan itself says of policies, groups and attachments. */
export class Access {
  private readonly groups: Readonly<Record<Side, ReadonlySet<string>>>;

  public constructor(
    changes: readonly Change[],
    private readonly powers: Powers,
  ) {
    const held = policiesByGroup(changes, powers);
    const administrators = (side: Side) => {
      const groups = inlineAdministrators(changes, side);
      for (const [group, ids] of held) if (ids[side].some((id) => powers.isAdministrator(id, side))) groups.add(group);
      return groups;
    };
    this.groups = { before: administrators("before"), after: administrators("after") };
  }

  public isAdministratorGroup(name: string, side: Side): boolean {
    return this.groups[side].has(name);
  }

  /** @param changes what belongs to the person */
  public waysOf(changes: readonly Change[]): Ways {
    return { before: this.ways(changes, "before"), after: this.ways(changes, "after") };
  }

  private ways(changes: readonly Change[], side: Side): string[] {
    const ways = new Set<string>();
    for (const change of changes) {
      if (change[side] === undefined) continue;
      if (change.type === "aws_iam_user_policy_attachment") {
        const id = this.powers.named(change, "policy_arn", side);
        if (id !== undefined && this.powers.isAdministrator(id, side)) ways.add(this.powers.label(id));
      } else if (change.type === "aws_iam_user_group_membership") {
        for (const group of change[side]?.groups ?? []) if (this.groups[side].has(group)) ways.add(`group ${group}`);
      } else if (change.type === "aws_iam_user_policy" && powerChange(change).everything[side]) {
        ways.add(`inline policy ${change[side]?.name ?? change.name}`);
      }
    }
    return [...ways];
  }
}
