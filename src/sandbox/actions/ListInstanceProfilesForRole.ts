import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { type NamesRole, requireRole, roleResource } from "../roles";

/** A sandbox has no instance profiles; the AWS provider asks for them before it deletes a role. */
export const ListInstanceProfilesForRole: Action<NamesRole & PageRequest> = {
  resource: roleResource,
  run(call, input) {
    requireRole(call, input.RoleName);
    return listing("InstanceProfiles", paginate(call.action, [], String, input), String);
  },
};
