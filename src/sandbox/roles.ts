import { encodeDocument } from "../policy/encoding";
import { iamArn, roleArn } from "./arns";
import type { Call, Resource } from "./call";
import { noSuchEntity } from "./errors";
import { nameKey, type Role } from "./state";
import { writeBoundary } from "./users";

export interface NamesRole {
  readonly RoleName: string;
}

export function requireRole(call: Call, name: string): Role {
  const role = call.account.roles[nameKey(name)];
  if (!role || call.runtime.faults.hides(`role/${role.roleId}`, call.now)) {
    throw noSuchEntity(`The role with name ${name} cannot be found.`);
  }
  return role;
}

export function roleResource(call: Call, input: NamesRole): Resource {
  const role = call.account.roles[nameKey(input.RoleName)];
  if (!role) return { arn: iamArn(call.account, `role/${input.RoleName}`) };
  return { arn: roleArn(call.account, role), tags: role.tags, permissionsBoundary: role.permissionsBoundary };
}

/** What every answer with a role in it says. */
export function writeRoleHead(call: Call, role: Role) {
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: roleArn(call.account, role),
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: encodeDocument(role.assumeRolePolicyDocument),
  };
}

/** A role as lists show it: without tags, boundary and last use. */
export function writeListedRole(call: Call, role: Role) {
  const { description: Description, maxSessionDuration: MaxSessionDuration } = role;
  return { ...writeRoleHead(call, role), Description, MaxSessionDuration };
}

/** What CreateRole says of the role that it made: no description, duration or last use (recorded). */
export function writeNewRole(call: Call, role: Role): object {
  return { ...writeRoleHead(call, role), ...writeRoleTail(role) };
}

/** What UpdateRoleDescription says: no duration and no last use (recorded). */
export function writeDescribedRole(call: Call, role: Role): object {
  return { ...writeRoleHead(call, role), Description: role.description, ...writeRoleTail(role) };
}

function writeRoleTail(role: Role) {
  return {
    PermissionsBoundary: writeBoundary(role.permissionsBoundary),
    Tags: role.tags.length > 0 ? role.tags : undefined,
  };
}

export function writeRoleLastUsed(role: Role): object {
  return role.lastUsed ? { LastUsedDate: role.lastUsed.date, Region: role.lastUsed.region } : {};
}

export function writeRole(call: Call, role: Role): object {
  return {
    ...writeListedRole(call, role),
    ...writeRoleTail(role),
    RoleLastUsed: writeRoleLastUsed(role),
  };
}
