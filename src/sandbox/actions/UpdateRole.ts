import type { Action } from "../call";
import { type NamesRole, requireRole, roleResource } from "../roles";

interface Input extends NamesRole {
  readonly Description?: string;
  readonly MaxSessionDuration?: number;
}

export const UpdateRole: Action<Input> = {
  resource: roleResource,
  run(call, input) {
    const role = requireRole(call, input.RoleName);
    if (input.Description !== undefined) role.description = input.Description;
    if (input.MaxSessionDuration !== undefined) role.maxSessionDuration = input.MaxSessionDuration;
    return {};
  },
};
