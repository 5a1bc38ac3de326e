import { awsPolicyOf } from "../catalogue/aws-policies";
import { type Change, type KnownChange, ofType } from "../plan/change";
import type { Owners } from "../plan/owners";
import type { PolicyText } from "../plan/policy-text";
import type { Plan } from "../plan/read";
import { textOf, textsOf } from "../plan/values";
import type { Known } from "../policy/power";
import type { Held, Principal } from "../policy/principal";
import { accountOfArn, nameOfArn } from "../terms/arns";
import { awsPolicyName, iamArn, type Partition, partitionOfArn, partitionOfRegion } from "../terms/partitions";
import { PolicyDocuments } from "./policy-documents";

export type Side = "before" | "after";

/** Who has which policies in an account, as far as one side of a plan tells. */
export class AccountSide implements Known {
  public readonly users = new Map<string, Principal>();
  public readonly roles = new Map<string, Principal>();
  public readonly groups = new Map<string, readonly Held[]>();
  private readonly byName = new Map<string, Principal>();
  private readonly groupArns = new Map<string, string>();
  /** Policies of this plan by ARN. */
  private readonly policies = new Map<string, Held>();
  private readonly policyOfAddress = new Map<string, string>();

  public constructor(
    private readonly side: Side,
    private readonly plan: Pick<Plan, "changes" | "references">,
    public readonly partition: Partition,
    public readonly accountId: string,
    private readonly owners: Owners,
    private readonly documents: PolicyDocuments,
  ) {
    this.addPolicies();
    this.addGroups();
    this.addUsers();
    this.addRoles();
  }

  /** @param name of a user, as it is on this side */
  public user(name: string): Principal | undefined {
    return this.byName.get(name);
  }

  /** What members of a group get. @returns undefined for a group that is not in the plan */
  public group(name: string): Principal | undefined {
    const arn = this.groupArns.get(name);
    const held = arn === undefined ? undefined : this.groups.get(arn);
    if (arn === undefined || held === undefined) return undefined;
    return { kind: "user", arn: iamArn(this.partition, this.accountId, `user/member-of/${name}`), held, groups: [arn] };
  }

  private of<Type extends KnownChange["type"]>(...types: Type[]): KnownChange<Type>[] {
    return ofType(this.plan.changes, ...types).filter((change) => !change.deposed && this.values(change) !== undefined);
  }

  /** What Terraform forgets stays in the account as it is. */
  private values<Some extends Change>({ action, before, after }: Some): Some["before"] {
    return this.side === "before" || action === "forget" ? before : after;
  }

  private arn(kind: string, path: string | undefined, name: string): string {
    return iamArn(this.partition, this.accountId, `${kind}${path ?? "/"}${name}`);
  }

  private addPolicies(): void {
    for (const change of this.of("aws_iam_policy")) {
      const values = this.values(change);
      const name = values?.name ?? change.name;
      const id = values?.arn ?? this.arn("policy", values?.path, name);
      this.policies.set(id, { id, through: `policy ${name}`, policy: this.documents.of(values?.policy) });
      this.policyOfAddress.set(change.address, id);
    }
  }

  /** A policy by its ARN. */
  private managed(id: string, prefix: string): Held {
    const own = this.policies.get(id);
    if (own !== undefined) return { ...own, through: `${prefix}${own.through}` };
    const through = `${prefix}policy ${awsPolicyName(id) ?? nameOfArn(id)}`;
    return { id, through, policy: awsPolicyOf(id) };
  }

  /** Policies that an attribute names, those too whose ARNs are known after the apply only. */
  private named(change: KnownChange, attribute: string, prefix: string): Held[] {
    const values = this.values(change);
    const known = textsOf(values, attribute).map((arn) => this.managed(arn, prefix));
    if (this.side === "before" || !change.unknown.has(attribute)) return known;
    const referred = this.plan.references(change, attribute).flatMap((reference) => this.referred(change, reference));
    const found = [...new Set(referred)].map((id) => this.managed(id, prefix));
    const unknown = {
      id: change.address,
      through: `${prefix}a policy that is known after the apply`,
      policy: undefined,
    };
    return found.length === 0 ? [...known, unknown] : [...known, ...found];
  }

  /** ARNs of the policies behind `aws_iam_policy.deploy.arn`; of a `for_each` that with the same index. */
  private referred({ module, index }: KnownChange, reference: string): string[] {
    const block = /^aws_iam_policy\.[^.[]+/.exec(reference)?.[0];
    if (block === undefined) return [];
    const address = `${module === "" ? "" : `${module}.`}${block}`;
    const one = this.policyOfAddress.get(address);
    if (one !== undefined) return [one];
    const same = [`${address}["${index}"]`, `${address}[${index}]`].flatMap(
      (each) => this.policyOfAddress.get(each) ?? [],
    );
    if (same.length > 0) return same;
    return [...this.policyOfAddress].flatMap(([each, id]) => (each.startsWith(`${address}[`) ? [id] : []));
  }

  private inline(change: KnownChange, prefix: string, text: PolicyText | undefined): Held {
    const name = textOf(this.values(change), "name") ?? change.name;
    return { id: change.address, through: `${prefix}inline policy ${name}`, policy: this.documents.of(text) };
  }

  private addGroups(): void {
    const held = new Map<string, Held[]>();
    for (const change of this.of("aws_iam_group")) {
      const { name = change.name, path } = this.values(change) ?? {};
      this.groupArns.set(name, this.arn("group", path, name));
      held.set(name, []);
    }
    const give = (name: string | undefined, some: (prefix: string) => Held[]) => {
      if (name === undefined) return;
      add(held, name, some(`group ${name}, `));
    };
    for (const change of this.of("aws_iam_group_policy")) {
      const values = this.values(change);
      give(values?.group, (prefix) => [this.inline(change, prefix, values?.policy)]);
    }
    for (const change of this.of("aws_iam_group_policy_attachment"))
      give(this.values(change)?.group, (prefix) => this.named(change, "policy_arn", prefix));
    for (const change of this.of("aws_iam_group_policy_attachments_exclusive"))
      give(this.values(change)?.group_name, (prefix) => this.named(change, "policy_arns", prefix));
    for (const change of this.of("aws_iam_policy_attachment"))
      for (const name of this.values(change)?.groups ?? [])
        give(name, (prefix) => this.named(change, "policy_arn", prefix));
    for (const [name, policies] of held) {
      const arn = this.groupArns.get(name) ?? this.arn("group", undefined, name);
      const elsewhere = this.groupArns.has(name)
        ? []
        : [{ id: arn, through: `group ${name}, whose policies are not in this plan`, policy: undefined }];
      this.groupArns.set(name, arn);
      this.groups.set(arn, [...new Map([...policies, ...elsewhere].map((each) => [each.id, each])).values()]);
    }
  }

  private addUsers(): void {
    const users = new Map<string, { arn: string; held: Held[]; groups: Set<string>; boundary: Held | undefined }>();
    const user = (name: string) => {
      const known = users.get(name);
      if (known !== undefined) return known;
      const made = { arn: this.arn("user", undefined, name), held: [], groups: new Set<string>(), boundary: undefined };
      users.set(name, made);
      return made;
    };
    for (const change of this.of("aws_iam_user")) {
      const { name = change.name, path, arn } = this.values(change) ?? {};
      const [boundary] = this.named(change, "permissions_boundary", "boundary, ");
      users.set(name, { arn: arn ?? this.arn("user", path, name), held: [], groups: new Set(), boundary });
    }
    for (const change of this.of("aws_iam_user_policy"))
      user(this.nameOf(change)).held.push(this.inline(change, "", this.values(change)?.policy));
    for (const change of this.of("aws_iam_user_policy_attachment"))
      user(this.nameOf(change)).held.push(...this.named(change, "policy_arn", ""));
    for (const change of this.of("aws_iam_user_policy_attachments_exclusive"))
      if (!change.unknown.has("policy_arns"))
        user(this.nameOf(change)).held.push(...this.named(change, "policy_arns", ""));
    for (const change of this.of("aws_iam_policy_attachment"))
      for (const name of this.values(change)?.users ?? [])
        user(name).held.push(...this.named(change, "policy_arn", ""));
    for (const change of this.of("aws_iam_user_group_membership"))
      for (const group of this.values(change)?.groups ?? []) user(this.nameOf(change)).groups.add(group);
    for (const change of this.of("aws_iam_group_membership")) {
      const { group, users: members = [] } = this.values(change) ?? {};
      if (group !== undefined) for (const name of members) user(name).groups.add(group);
    }
    for (const [name, { arn, held, groups, boundary }] of users) {
      const arns = [...groups].map((group) => this.groupArn(group));
      const all = [...held, ...arns.flatMap((group) => this.groups.get(group) ?? [])];
      const principal: Principal = { kind: "user", arn, held: distinct(all), boundary, groups: arns };
      this.users.set(arn, principal);
      this.byName.set(name, principal);
    }
  }

  /** A group that the plan does not have holds policies that nobody sees here. */
  private groupArn(name: string): string {
    const known = this.groupArns.get(name);
    if (known !== undefined) return known;
    const arn = this.arn("group", undefined, name);
    this.groupArns.set(name, arn);
    this.groups.set(arn, [
      { id: arn, through: `group ${name}, whose policies are not in this plan`, policy: undefined },
    ]);
    return arn;
  }

  /** Whose a thing is, by the name that the user has on this side. */
  private nameOf(change: KnownChange): string {
    const { user, name } = this.owners.ownerOf(change);
    return (user === undefined ? undefined : this.values(user)?.name) ?? name;
  }

  private addRoles(): void {
    const roles = new Map<string, Held[]>();
    const named = (change: KnownChange, attribute: string) => textOf(this.values(change), attribute) ?? "";
    for (const change of this.of("aws_iam_role_policy"))
      add(roles, named(change, "role"), [this.inline(change, "", this.values(change)?.policy)]);
    for (const change of this.of("aws_iam_role_policy_attachment"))
      add(roles, named(change, "role"), this.named(change, "policy_arn", ""));
    for (const change of this.of("aws_iam_role_policy_attachments_exclusive"))
      if (!change.unknown.has("policy_arns"))
        add(roles, named(change, "role_name"), this.named(change, "policy_arns", ""));
    for (const change of this.of("aws_iam_policy_attachment"))
      for (const name of this.values(change)?.roles ?? []) add(roles, name, this.named(change, "policy_arn", ""));
    for (const change of this.of("aws_iam_role")) {
      const values = this.values(change);
      const name = values?.name ?? change.name;
      const arn = values?.arn ?? this.arn("role", values?.path, name);
      const managed = change.unknown.has("managed_policy_arns") ? [] : this.named(change, "managed_policy_arns", "");
      const [boundary] = this.named(change, "permissions_boundary", "boundary, ");
      this.roles.set(arn, {
        ...{ kind: "role", arn, boundary, groups: [] },
        held: distinct([...(roles.get(name) ?? []), ...managed]),
        trust: this.documents.of(values?.assume_role_policy),
      });
    }
  }
}

function add(held: Map<string, Held[]>, name: string, more: readonly Held[]): void {
  held.set(name, [...(held.get(name) ?? []), ...more]);
}

/** The same policy attached by several resources is one; what is not known twice is so once. */
function distinct(held: readonly Held[]): Held[] {
  return [...new Map(held.map((each) => [`${each.id}|${each.through}`, each])).values()];
}

/** Both sides of a plan. */
export function accountSides(
  plan: Plan,
  owners: Owners,
  documents = new PolicyDocuments(),
): Readonly<Record<Side, AccountSide>> {
  const arns = plan.changes.flatMap(({ before }) => textOf(before, "arn") ?? []);
  const arn = arns.find((text) => /^\d{12}$/.test(accountOfArn(text)));
  const partition = partitionOfArn(arn ?? "") ?? partitionOfRegion(plan.region);
  const accountId = arn === undefined ? (plan.accountIds[0] ?? "000000000000") : accountOfArn(arn);
  const side = (which: Side) => new AccountSide(which, plan, partition, accountId, owners, documents);
  return { before: side("before"), after: side("after") };
}
