import { type Change, type KnownChange, ofType } from "../plan/change";
import type { Named, NamesByType } from "../plan/names";
import type { Belongings, Owners } from "../plan/owners";
import type { Realms } from "../plan/realms";
import { type Side, thereOn, valuesOn } from "../plan/side";
import { UnmanagedInline } from "../plan/unmanaged-inline";
import type { Powers } from "./powers";

/** A group that somebody is in, or that has a policy, whether it is in the plan or not. */
export interface HeldGroup extends Named {
  readonly realm: string;
}

type BothSides<Value> = Readonly<Record<Side, Map<string, Value>>>;
const bothSides = <Value>(): BothSides<Value> => ({ before: new Map(), after: new Map() });

/**
 * Who is in which group, and who has which policies, by whatever resource makes it so; by keys, since the same name may be
 * somebody else in another account or module.
 */
export class Holdings {
  /** By key. */
  public readonly groups = new Map<string, HeldGroup>();
  private readonly groupsOfUser = bothSides<Set<string>>();
  private readonly members = bothSides<Map<string, Belongings>>();
  private readonly policiesOfUser = bothSides<string[]>();
  private readonly policiesOfGroup = bothSides<string[]>();

  public constructor(
    private readonly changes: readonly Change[],
    private readonly owners: Owners,
    private readonly powers: Powers,
    private readonly names: NamesByType,
    private readonly realms: Realms,
  ) {
    for (const side of ["before", "after"] as const) {
      this.addMemberships(side);
      this.addUsersPolicies(side);
      this.addGroupsPolicies(side);
    }
  }

  /** Keys of the groups that a user is in. */
  public groupsOf({ key }: Belongings, side: Side): string[] {
    return [...(this.groupsOfUser[side].get(key) ?? [])];
  }

  /** Policies that a user has itself, by address or ARN. */
  public policiesOf({ key }: Belongings, side: Side): readonly string[] {
    return this.policiesOfUser[side].get(key) ?? [];
  }

  public membersOf(group: string, side: Side): Belongings[] {
    return [...(this.members[side].get(group)?.values() ?? [])];
  }

  public policiesOfGroups(side: Side): ReadonlyMap<string, readonly string[]> {
    return this.policiesOfGroup[side];
  }

  public labelOfGroup(key: string): string {
    return this.groups.get(key)?.name ?? key;
  }

  private of<Type extends KnownChange["type"]>(side: Side, ...types: Type[]): KnownChange<Type>[] {
    return thereOn(side, this.changes, ...types);
  }

  private group(named: Named, change: Change): string {
    if (!this.groups.has(named.key)) this.groups.set(named.key, { ...named, realm: this.realms(change) });
    return named.key;
  }

  private groupsNamed(change: KnownChange, attribute: string, side: Side): string[] {
    return this.names.aws_iam_group.all(change, attribute, side).things.map((named) => this.group(named, change));
  }

  private usersNamed(change: KnownChange, side: Side): Belongings[] {
    return this.names.aws_iam_user
      .all(change, "users", side)
      .things.map(({ key, name }) => this.owners.ofKey(key, name));
  }

  private join(user: Belongings, group: string, side: Side): void {
    const groups = this.groupsOfUser[side].get(user.key) ?? new Set();
    this.groupsOfUser[side].set(user.key, groups.add(group));
    const members = this.members[side].get(group) ?? new Map<string, Belongings>();
    this.members[side].set(group, members.set(user.key, user));
  }

  private addMemberships(side: Side): void {
    for (const change of this.of(side, "aws_iam_user_group_membership"))
      for (const group of this.groupsNamed(change, "groups", side)) this.join(this.owners.ownerOf(change), group, side);
    for (const change of this.of(side, "aws_iam_group_membership"))
      for (const group of this.groupsNamed(change, "group", side))
        for (const user of this.usersNamed(change, side)) this.join(user, group, side);
  }

  private addUsersPolicies(side: Side): void {
    const policies = this.policiesOfUser[side];
    for (const change of this.of(side, "aws_iam_user_policy_attachment"))
      add(policies, this.owners.ownerOf(change).key, this.powers.namedAll(change, "policy_arn", side));
    for (const change of this.of(side, "aws_iam_user_policy_attachments_exclusive"))
      add(policies, this.owners.ownerOf(change).key, this.powers.namedAll(change, "policy_arns", side));
    for (const change of this.of(side, "aws_iam_policy_attachment"))
      for (const user of this.usersNamed(change, side))
        add(policies, user.key, this.powers.namedAll(change, "policy_arn", side));
  }

  private addGroupsPolicies(side: Side): void {
    const policies = this.policiesOfGroup[side];
    const give = (change: KnownChange, attribute: string, ids: () => readonly string[]) => {
      for (const group of this.groupsNamed(change, attribute, side)) add(policies, group, ids());
    };
    for (const change of this.of(side, "aws_iam_group_policy"))
      give(change, "group", () => [`inline policy ${valuesOn(change, side)?.name ?? change.name}`]);
    const unmanaged = new UnmanagedInline(this.changes, this.realms);
    // Of a list that is deleted what it names stays: it is asked for both sides.
    for (const change of ofType(this.changes, "aws_iam_group_policies_exclusive"))
      for (const group of this.groupsNamed(change, "group_name", change.before === undefined ? side : "before"))
        add(
          policies,
          group,
          unmanaged.of(change, side).map((name) => `inline policy ${name}`),
        );
    for (const change of this.of(side, "aws_iam_group_policy_attachment"))
      give(change, "group", () => this.powers.namedAll(change, "policy_arn", side));
    for (const change of this.of(side, "aws_iam_group_policy_attachments_exclusive"))
      give(change, "group_name", () => this.powers.namedAll(change, "policy_arns", side));
    for (const change of this.of(side, "aws_iam_policy_attachment"))
      give(change, "groups", () => this.powers.namedAll(change, "policy_arn", side));
  }
}

function add(lists: Map<string, string[]>, key: string, more: readonly string[]): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [...more]);
  else known.push(...more);
}
