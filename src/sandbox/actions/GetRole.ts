import type { Action } from "../call";
import { type NamesRole, requireRole, roleResource, writeRole } from "../roles";

export const GetRole: Action<NamesRole> = {
  resource: roleResource,
  run: (call, input) => ({ Role: writeRole(call, requireRole(call, input.RoleName)) }),
};
