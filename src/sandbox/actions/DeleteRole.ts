import type { Action } from "../call";
import { refuseHeldPolicies } from "../holders";
import { type NamesRole, requireRole, roleResource } from "../roles";
import { forgetSessionsOf } from "../sessions";
import { nameKey } from "../state";

export const DeleteRole: Action<NamesRole> = {
  resource: roleResource,
  run(call, input) {
    const role = requireRole(call, input.RoleName);
    refuseHeldPolicies(role);
    delete call.account.roles[nameKey(role.roleName)];
    forgetSessionsOf(call.runtime, role.roleId);
    return undefined;
  },
};
