import type { Action } from "../call";
import { type PageRequest, paginate } from "../pagination";
import { type NamesPolicy, policyResource, requirePolicy } from "../policies";
import type { Account, PolicyHolder } from "../state";

interface Input extends NamesPolicy, PageRequest {
  readonly EntityFilter?: string;
  readonly PathPrefix?: string;
  readonly PolicyUsageFilter?: "PermissionsPolicy" | "PermissionsBoundary";
}

type Entity = { readonly kind: "Group" | "User" | "Role"; readonly name: string; readonly written: object };

function uses(holder: PolicyHolder & { permissionsBoundary?: string }, input: Input): boolean {
  if (!holder.path.startsWith(input.PathPrefix ?? "/")) return false;
  const attached = holder.attachedPolicies.includes(input.PolicyArn);
  const bounded = holder.permissionsBoundary === input.PolicyArn;
  if (input.PolicyUsageFilter === undefined) return attached || bounded;
  return input.PolicyUsageFilter === "PermissionsPolicy" ? attached : bounded;
}

function entitiesOf(account: Account, input: Input): Entity[] {
  const out: Entity[] = [];
  for (const { groupName: name, groupId, ...holder } of Object.values(account.groups)) {
    if (uses(holder, input)) out.push({ kind: "Group", name, written: { GroupName: name, GroupId: groupId } });
  }
  for (const { userName: name, userId, ...holder } of Object.values(account.users)) {
    if (uses(holder, input)) out.push({ kind: "User", name, written: { UserName: name, UserId: userId } });
  }
  for (const { roleName: name, roleId, ...holder } of Object.values(account.roles)) {
    if (uses(holder, input)) out.push({ kind: "Role", name, written: { RoleName: name, RoleId: roleId } });
  }
  return input.EntityFilter === undefined ? out : out.filter((entity) => entity.kind === input.EntityFilter);
}

export const ListEntitiesForPolicy: Action<Input> = {
  resource: policyResource,
  run(call, input) {
    requirePolicy(call, input.PolicyArn, "not attachable");
    const page = paginate(call.action, entitiesOf(call.account, input), ({ kind, name }) => `${kind}/${name}`, input);
    const of = (kind: string) => page.items.filter((entity) => entity.kind === kind).map(({ written }) => written);
    return {
      IsTruncated: page.IsTruncated,
      PolicyGroups: of("Group"),
      PolicyUsers: of("User"),
      PolicyRoles: of("Role"),
      Marker: page.Marker,
    };
  },
};
