import type { SandboxState } from "../../src/sandbox/state";
import { addAccount, DEFAULT_ACCOUNT_ID, emptyState } from "../../src/sandbox/state";

/** An account in few words: who has which policies. Names are keys. */
export interface World {
  readonly users: Readonly<Record<string, WorldUser>>;
  readonly groups: Readonly<Record<string, WorldGroup>>;
  /** Customer managed policies. */
  readonly policies: Readonly<Record<string, object>>;
  readonly roles?: Readonly<Record<string, WorldRole>>;
}

interface Holder {
  readonly inline?: Readonly<Record<string, object>>;
  /** Names of policies of the world, or of AWS with `aws:` before them. */
  readonly managed?: readonly string[];
}
export interface WorldGroup extends Holder {}
export interface WorldUser extends Holder {
  readonly groups?: readonly string[];
  readonly boundary?: string;
}
export interface WorldRole extends Holder {
  readonly trust: object;
  readonly boundary?: string;
}

/** Which resources a plan says the same with. */
export interface Shape {
  readonly memberships: "of users" | "of groups";
  readonly attachments: "single" | "exclusive" | "of policies";
}

const created = "2026-01-01T00:00:00Z";
export const arnOf = (name: string) =>
  name.startsWith("aws:")
    ? `arn:aws:iam::aws:policy/${name.slice(4)}`
    : `arn:aws:iam::${DEFAULT_ACCOUNT_ID}:policy/${name}`;
const texts = (inline: Holder["inline"] = {}) =>
  Object.fromEntries(Object.entries(inline).map(([name, document]) => [name, JSON.stringify(document)]));
const held = ({ inline, managed = [] }: Holder) => ({
  path: "/",
  createDate: created,
  attachedPolicies: managed.map(arnOf),
  inlinePolicies: texts(inline),
});

/** The key of a user, as long as the world has it. */
export const keyOf = (user: string) => `AKIA${user.toUpperCase().padEnd(16, "A")}`;

/** The same account in the sandbox, by direct changes of its state. */
export function stateOf({ users, groups, policies, roles = {} }: World): SandboxState {
  const state = emptyState();
  const account = addAccount(state, DEFAULT_ACCOUNT_ID);
  for (const [policyName, document] of Object.entries(policies)) {
    account.policies[policyName] = {
      ...{ policyName, policyId: `ANPA${policyName}`, path: "/", createDate: created, updateDate: created, tags: [] },
      ...{ defaultVersionId: "v1", nextVersion: 2 },
      versions: [{ versionId: "v1", document: JSON.stringify(document), createDate: created }],
    };
  }
  for (const [groupName, group] of Object.entries(groups))
    account.groups[groupName] = { ...held(group), groupName, groupId: `AGPA${groupName}` };
  for (const [roleName, { trust, boundary, ...role }] of Object.entries(roles)) {
    account.roles[roleName] = {
      ...{ ...held(role), roleName, roleId: `AROA${roleName}`, tags: [], maxSessionDuration: 3600 },
      assumeRolePolicyDocument: JSON.stringify(trust),
      ...(boundary === undefined ? {} : { permissionsBoundary: arnOf(boundary) }),
    };
  }
  for (const [userName, user] of Object.entries(users)) {
    account.users[userName] = {
      ...{ ...held(user), userName, userId: `AIDA${userName}`, tags: [], groups: [...(user.groups ?? [])] },
      accessKeys: [{ accessKeyId: keyOf(userName), status: "Active", createDate: created }],
      ...{ sshPublicKeys: [], signingCertificates: [], serviceSpecificCredentials: [] },
      ...(user.boundary === undefined ? {} : { permissionsBoundary: arnOf(user.boundary) }),
    };
  }
  return state;
}

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Policies of the world that attributes refer to. */
  readonly refers?: Readonly<Record<string, readonly string[]>>;
}

/** A plan, as Terraform shows it, that makes one world of another. */
export function planOf(before: World, after: World, shape: Shape): object {
  const [was, is] = [resourcesOf(before, shape), resourcesOf(after, shape)];
  const isNew = (policy: string) => before.policies[policy] === undefined;
  const changes = [...new Set([...was.keys(), ...is.keys()])].map((address) => {
    const [old, made] = [was.get(address), is.get(address)];
    const { type, name } = (made ?? old) as Resource;
    const [values, unknown] = made === undefined ? [null, {}] : withUnknown(made, isNew);
    const same = JSON.stringify(old?.values) === JSON.stringify(values);
    const actions = old === undefined ? ["create"] : made === undefined ? ["delete"] : same ? ["no-op"] : ["update"];
    const change = { actions, before: old?.values ?? null, after: values, after_unknown: unknown };
    return { address, mode: "managed", type, name, change };
  });
  const resources = [...is].map(([address, { refers = {} }]) => {
    const expressions = Object.entries(refers).map(([attribute, policies]) => {
      const references = policies.flatMap((policy) => [`aws_iam_policy.${policy}.arn`, `aws_iam_policy.${policy}`]);
      return [attribute, { references }];
    });
    return { address, expressions: Object.fromEntries(expressions) };
  });
  return {
    ...{ format_version: "1.2", terraform_version: "1.11.4", planned_values: {}, resource_changes: changes },
    ...{ configuration: { root_module: { resources } }, complete: true, applyable: true, errored: false },
  };
}

/** The ARN of a policy that the plan creates is known after the apply. */
function withUnknown({ type, name, values, refers = {} }: Resource, isNew: (policy: string) => boolean) {
  const unknown = Object.entries(refers).flatMap(([attribute, policies]) => (policies.some(isNew) ? [attribute] : []));
  if (type === "aws_iam_policy" && isNew(name)) unknown.push("arn");
  const known = Object.fromEntries(Object.entries(values).filter(([attribute]) => !unknown.includes(attribute)));
  return [known, Object.fromEntries(unknown.map((attribute) => [attribute, true]))] as const;
}

function resourcesOf({ users, groups, policies, roles = {} }: World, shape: Shape): Map<string, Resource> {
  const all = new Map<string, Resource>();
  const add = (type: string, name: string, values: Resource["values"], refers?: Resource["refers"]) =>
    all.set(`${type}.${name}`, { type, name, values, ...(refers === undefined ? {} : { refers }) });
  const own = (names: readonly string[]) => names.filter((name) => !name.startsWith("aws:"));
  const attach = (kind: "user" | "group" | "role", holder: string, { managed = [] }: Holder) => {
    if (shape.attachments === "of policies") return;
    if (shape.attachments === "exclusive") {
      const values = { [`${kind}_name`]: holder, policy_arns: managed.map(arnOf) };
      add(`aws_iam_${kind}_policy_attachments_exclusive`, holder, values, { policy_arns: own(managed) });
      // Terraform does not tell which ARNs of a set are not known yet; the others stand beside it all the same.
    }
    if (shape.attachments === "single" || managed.some((name) => name.startsWith("aws:")))
      for (const name of managed) {
        const values = { [kind]: holder, policy_arn: arnOf(name) };
        const refers = own([name]).length === 0 ? undefined : { policy_arn: [name] };
        add(`aws_iam_${kind}_policy_attachment`, `${holder}--${name.replace("aws:", "aws--")}`, values, refers);
      }
  };
  const inline = (kind: string, holder: string, { inline: given }: Holder) => {
    for (const [name, policy] of Object.entries(texts(given)))
      add(`aws_iam_${kind}_policy`, `${holder}--${name}`, { [kind]: holder, name, policy });
  };
  const boundaryOf = (boundary: string | undefined) =>
    boundary === undefined
      ? ([{}, undefined] as const)
      : ([{ permissions_boundary: arnOf(boundary) }, { permissions_boundary: own([boundary]) }] as const);
  for (const [name, document] of Object.entries(policies))
    add("aws_iam_policy", name, { name, path: "/", arn: arnOf(name), policy: JSON.stringify(document) });
  for (const [name, group] of Object.entries(groups)) {
    add("aws_iam_group", name, { name, path: "/" });
    attach("group", name, group);
    inline("group", name, group);
    const members = Object.keys(users).filter((user) => users[user]?.groups?.includes(name));
    if (shape.memberships === "of groups" && members.length > 0)
      add("aws_iam_group_membership", name, { name, group: name, users: members });
  }
  for (const [name, user] of Object.entries(users)) {
    const [boundary, refers] = boundaryOf(user.boundary);
    const arn = `arn:aws:iam::${DEFAULT_ACCOUNT_ID}:user/${name}`;
    add("aws_iam_user", name, { name, path: "/", arn, tags: {}, ...boundary }, refers);
    attach("user", name, user);
    inline("user", name, user);
    if (shape.memberships === "of users")
      add("aws_iam_user_group_membership", name, { user: name, groups: user.groups ?? [] });
  }
  for (const [name, { trust, ...role }] of Object.entries(roles)) {
    const [boundary, refers] = boundaryOf(role.boundary);
    const arn = `arn:aws:iam::${DEFAULT_ACCOUNT_ID}:role/${name}`;
    add("aws_iam_role", name, { name, path: "/", arn, assume_role_policy: JSON.stringify(trust), ...boundary }, refers);
    attach("role", name, role);
    inline("role", name, role);
  }
  if (shape.attachments === "of policies") {
    const holders = (all: Readonly<Record<string, Holder>>, policy: string) =>
      Object.keys(all).filter((name) => all[name]?.managed?.includes(policy));
    const attached = new Set(
      [users, groups, roles].flatMap((each) => Object.values(each).flatMap(({ managed = [] }: Holder) => managed)),
    );
    for (const policy of attached) {
      const values = {
        ...{ name: policy, policy_arn: arnOf(policy), users: holders(users, policy) },
        ...{ groups: holders(groups, policy), roles: holders(roles, policy) },
      };
      const refers = own([policy]).length === 0 ? undefined : { policy_arn: [policy] };
      add("aws_iam_policy_attachment", policy.replace("aws:", "aws--"), values, refers);
    }
  }
  return all;
}
