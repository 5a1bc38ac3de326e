import type { Action } from "../call";
import { type NamesRole, requireRole, roleResource } from "../roles";

export const DeleteRolePermissionsBoundary: Action<NamesRole> = {
  resource: roleResource,
  run(call, input) {
    delete requireRole(call, input.RoleName).permissionsBoundary;
    return undefined;
  },
};
