import type { Action } from "../call";
import { type NamesRole, requireRole, roleResource, writeDescribedRole } from "../roles";

export const UpdateRoleDescription: Action<NamesRole & { readonly Description: string }> = {
  resource: roleResource,
  run(call, input) {
    const role = requireRole(call, input.RoleName);
    role.description = input.Description;
    return { Role: writeDescribedRole(call, role) };
  },
};
