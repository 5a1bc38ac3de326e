import type { Action } from "../call";
import { type NamesRole, requireRole, roleResource } from "../roles";
import { requireBoundary } from "../users";

export const PutRolePermissionsBoundary: Action<NamesRole & { readonly PermissionsBoundary: string }> = {
  resource: roleResource,
  run(call, input) {
    const role = requireRole(call, input.RoleName);
    role.permissionsBoundary = requireBoundary(call, input.PermissionsBoundary);
    return undefined;
  },
};
