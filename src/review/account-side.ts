import { type Change, type KnownChange, ofType } from "../plan/change";
import type { Named, NamedType } from "../plan/names";
import { type Side, thereOn, valuesOn } from "../plan/side";
import { type InlineList, UnmanagedInline } from "../plan/unmanaged-inline";
import type { KnownAccount } from "../policy/known-account";
import type { Held, Principal } from "../policy/principal";
import { nameOfArn } from "../terms/arns";
import { iamArn, type Partition } from "../terms/partitions";
import { AccountPolicies } from "./account-policies";
import type { WholePlan } from "./whole-plan";

/** Who has which policies in an account, as far as one side of a plan tells. */
export class AccountSide implements KnownAccount {
  public readonly users = new Map<string, Principal>();
  public readonly roles = new Map<string, Principal>();
  public readonly groups = new Map<string, readonly Held[]>();
  /** By the address of what makes it. */
  public readonly madeRoles = new Map<string, Principal>();
  /** Addresses of what gives something, where who gets it is known after the apply only. */
  public readonly unplaced = new Set<string>();
  /** Roles of which is not known yet who may assume them, with their addresses. */
  public readonly openRoles = new Map<string, Principal>();
  private readonly byKey = new Map<string, Principal>();
  private readonly groupArns = new Map<string, string>();
  private readonly togetherHeld = new Map<string, readonly Held[]>();
  private readonly policies: AccountPolicies;
  private readonly unmanaged: UnmanagedInline;

  public constructor(
    private readonly side: Side,
    private readonly changes: readonly Change[],
    public readonly partition: Partition,
    public readonly accountId: string,
    private readonly whole: WholePlan,
  ) {
    this.policies = new AccountPolicies(side, this.of("aws_iam_policy"), { partition, accountId }, whole);
    this.unmanaged = new UnmanagedInline(changes);
    this.addGroups();
    this.addUsers();
    this.addRoles();
  }

  /** @param key of a user: that of its `Belongings` */
  public user(key: string): Principal | undefined {
    return this.byKey.get(key);
  }

  /** What members of a group get. @returns undefined for a group that is not in the plan */
  public group(key: string): Principal | undefined {
    const arn = this.groupArns.get(key);
    const held = arn === undefined ? undefined : this.groups.get(arn);
    if (arn === undefined || held === undefined) return undefined;
    const member = `user/member-of/${nameOfArn(arn)}`;
    return { kind: "user", arn: iamArn(this.partition, this.accountId, member), held, groups: [arn] };
  }

  private of<Type extends KnownChange["type"]>(...types: Type[]): KnownChange<Type>[] {
    return thereOn(this.side, this.changes, ...types);
  }

  private values<Some extends Change>(change: Some): Some["before"] {
    return valuesOn(change, this.side);
  }

  /** What an attribute names; where that is open, and nobody in particular is told of it, the change is. */
  private named(type: NamedType, change: KnownChange, attribute: string): readonly Named[] {
    const { things, isOpen } = this.whole.names[type].all(change, attribute, this.side);
    if (isOpen) this.unplaced.add(change.address);
    return things;
  }

  private arn(kind: string, path: string | undefined, name: string): string {
    return iamArn(this.partition, this.accountId, `${kind}${path ?? "/"}${name}`);
  }

  private addGroups(): void {
    const held = new Map<string, { readonly name: string; readonly policies: Held[] }>();
    const give = (change: KnownChange, attribute: string, some: (prefix: string) => Held[]) => {
      for (const { key, name } of this.named("aws_iam_group", change, attribute)) {
        const group = held.get(key) ?? { name, policies: [] };
        group.policies.push(...some(`group ${name}, `));
        held.set(key, group);
      }
    };
    for (const change of this.of("aws_iam_group")) {
      const { name = change.name, path } = this.values(change) ?? {};
      this.groupArns.set(change.address, this.free(this.arn("group", path, name), this.groups));
      this.groups.set(this.groupArns.get(change.address) ?? "", []);
      held.set(change.address, { name, policies: [] });
    }
    for (const change of this.of("aws_iam_group_policy"))
      give(change, "group", (prefix) => [this.policies.inline(change, prefix, this.values(change)?.policy)]);
    for (const change of ofType(this.changes, "aws_iam_group_policies_exclusive"))
      give(change, "group_name", (prefix) => this.notManaged(change, prefix));
    for (const change of this.of("aws_iam_group_policy_attachment"))
      give(change, "group", (prefix) => this.policies.attached(change, "policy_arn", prefix));
    for (const change of this.of("aws_iam_group_policy_attachments_exclusive"))
      give(change, "group_name", (prefix) => this.policies.attached(change, "policy_arns", prefix));
    for (const change of this.of("aws_iam_policy_attachment"))
      give(change, "groups", (prefix) => this.policies.attached(change, "policy_arn", prefix));
    for (const [key, { name, policies }] of held) {
      const known = this.groupArns.get(key);
      const arn = known ?? this.arn("group", undefined, name);
      const elsewhere = known === undefined ? [notSeen(arn, name)] : [];
      this.groupArns.set(key, arn);
      this.groups.set(arn, [...new Map([...policies, ...elsewhere].map((each) => [each.id, each])).values()]);
    }
  }

  private addUsers(): void {
    const users = new Map<string, { arn: string; held: Held[]; groups: Set<string>; boundary: Held | undefined }>();
    const user = ({ key, name }: Pick<Named, "key" | "name">) => {
      const known = users.get(key);
      if (known !== undefined) return known;
      const made = { arn: this.arn("user", undefined, name), held: [], groups: new Set<string>(), boundary: undefined };
      users.set(key, made);
      return made;
    };
    const owner = (change: KnownChange) => {
      const { key, name } = this.whole.owners.ownerOf(change);
      return user({ key, name });
    };
    for (const change of this.of("aws_iam_user")) {
      const { name = change.name, path, arn } = this.values(change) ?? {};
      const [boundary] = this.policies.attached(change, "permissions_boundary", "boundary, ");
      users.set(change.address, { arn: arn ?? this.arn("user", path, name), held: [], groups: new Set(), boundary });
    }
    for (const change of this.of("aws_iam_user_policy"))
      owner(change).held.push(this.policies.inline(change, "", this.values(change)?.policy));
    for (const change of ofType(this.changes, "aws_iam_user_policies_exclusive"))
      owner(change).held.push(...this.notManaged(change, ""));
    for (const change of this.of("aws_iam_user_policy_attachment"))
      owner(change).held.push(...this.policies.attached(change, "policy_arn", ""));
    for (const change of this.of("aws_iam_user_policy_attachments_exclusive"))
      owner(change).held.push(...this.policies.attached(change, "policy_arns", ""));
    for (const change of this.of("aws_iam_policy_attachment"))
      for (const named of this.named("aws_iam_user", change, "users"))
        user(named).held.push(...this.policies.attached(change, "policy_arn", ""));
    for (const change of this.of("aws_iam_user_group_membership")) {
      const { things, isOpen } = this.whole.names.aws_iam_group.all(change, "groups", this.side);
      const { groups, held } = owner(change);
      for (const group of things) groups.add(this.groupArn(group));
      const through = "groups that are known after the apply";
      if (isOpen) held.push({ id: `${change.address} ?`, through, policy: undefined });
    }
    for (const change of this.of("aws_iam_group_membership"))
      for (const group of this.named("aws_iam_group", change, "group"))
        for (const member of this.named("aws_iam_user", change, "users")) user(member).groups.add(this.groupArn(group));
    for (const [key, { arn, held, groups, boundary }] of users) {
      const arns = [...groups];
      const ofGroups = this.ofGroups(arns);
      const all = held.length === 0 ? ofGroups : distinct([...held, ...ofGroups]);
      const free = this.free(arn, this.users);
      const principal: Principal = { kind: "user", arn: free, held: all, boundary, groups: arns };
      this.users.set(free, principal);
      this.byKey.set(key, principal);
    }
  }

  /** Inline policies that no resource makes: what they say nobody sees here. */
  private notManaged(change: InlineList, prefix: string): Held[] {
    return this.unmanaged.of(change, this.side).map((name) => {
      const through = `${prefix}inline policy ${name}, which is not in this plan`;
      return { id: `${change.address} ${name}`, through, policy: undefined };
    });
  }

  /** What some groups give: the same list for all who are in the same ones, by which it is known that they hold the same. */
  private ofGroups(groups: readonly string[]): readonly Held[] {
    const key = groups.join("\n");
    const known = this.togetherHeld.get(key);
    if (known !== undefined) return known;
    const held = distinct(groups.flatMap((group) => this.groups.get(group) ?? []));
    this.togetherHeld.set(key, held);
    return held;
  }

  /** A group that the plan does not have holds policies that nobody sees here. */
  private groupArn({ key, name }: Named): string {
    const known = this.groupArns.get(key);
    if (known !== undefined) return known;
    const arn = this.arn("group", undefined, name);
    this.groupArns.set(key, arn);
    this.groups.set(arn, [notSeen(arn, name)]);
    return arn;
  }

  /** Two modules that make the same name in one account: AWS refuses one of them; here both are judged. */
  private free(arn: string, taken: ReadonlyMap<string, unknown>): string {
    return taken.has(arn) ? this.free(`${arn}+`, taken) : arn;
  }

  private addRoles(): void {
    const roles = new Map<string, Held[]>();
    const give = (change: KnownChange, attribute: string, some: () => Held[]) => {
      for (const { key } of this.whole.names.aws_iam_role.all(change, attribute, this.side).things)
        roles.set(key, [...(roles.get(key) ?? []), ...some()]);
    };
    for (const change of this.of("aws_iam_role_policy"))
      give(change, "role", () => [this.policies.inline(change, "", this.values(change)?.policy)]);
    for (const change of ofType(this.changes, "aws_iam_role_policies_exclusive"))
      give(change, "role_name", () => this.notManaged(change, ""));
    for (const change of this.of("aws_iam_role_policy_attachment"))
      give(change, "role", () => this.policies.attached(change, "policy_arn", ""));
    for (const change of this.of("aws_iam_role_policy_attachments_exclusive"))
      give(change, "role_name", () => this.policies.attached(change, "policy_arns", ""));
    for (const change of this.of("aws_iam_policy_attachment"))
      give(change, "roles", () => this.policies.attached(change, "policy_arn", ""));
    for (const change of this.of("aws_iam_role")) {
      const values = this.values(change);
      const name = values?.name ?? change.name;
      const arn = this.free(values?.arn ?? this.arn("role", values?.path, name), this.roles);
      const [boundary] = this.policies.attached(change, "permissions_boundary", "boundary, ");
      const role: Principal = {
        ...{ kind: "role", arn, boundary, groups: [] },
        held: distinct([...(roles.get(change.address) ?? []), ...this.ofRole(change)]),
        trust: this.policies.document(values?.assume_role_policy),
      };
      this.roles.set(arn, role);
      this.madeRoles.set(change.address, role);
      if (this.side === "after" && change.unknown.has("assume_role_policy")) this.openRoles.set(change.address, role);
    }
  }

  /** What the role itself says, and not what the provider has read back from other resources. */
  private ofRole(change: KnownChange<"aws_iam_role">): Held[] {
    const says = (attribute: string) =>
      change.action === "delete" || this.whole.plan.references(change, attribute).isWritten;
    const inline = says("inline_policy") ? (this.values(change)?.inline_policy ?? []) : [];
    return [
      ...(says("managed_policy_arns") ? this.policies.attached(change, "managed_policy_arns", "") : []),
      ...inline.map((text, index): Held => {
        const policy = this.policies.document(text);
        return { id: `${change.address} ${index}`, through: "an inline policy of the role", policy };
      }),
    ];
  }
}

function notSeen(id: string, group: string): Held {
  return { id, through: `group ${group}, whose policies are not in this plan`, policy: undefined };
}

/** The same policy attached by several resources is one; what is not known twice is so once. */
function distinct(held: readonly Held[]): Held[] {
  const ways = new Map<string, string[]>();
  return held.filter(({ id, through }) => {
    const known = ways.get(id);
    if (known === undefined) ways.set(id, [through]);
    else if (known.includes(through)) return false;
    else known.push(through);
    return true;
  });
}
