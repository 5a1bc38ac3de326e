import type { Action } from "../call";
import { deleteConflict } from "../errors";
import { groupResource, membersOf, type NamesGroup, requireGroup } from "../groups";
import { refuseHeldPolicies } from "../holders";
import { nameKey } from "../state";

export const DeleteGroup: Action<NamesGroup> = {
  resource: groupResource,
  run(call, input) {
    const group = requireGroup(call, input.GroupName);
    if (membersOf(call, group).length > 0)
      throw deleteConflict("Cannot delete entity, must remove users from group first.");
    refuseHeldPolicies(group);
    delete call.account.groups[nameKey(group.groupName)];
    return undefined;
  },
};
