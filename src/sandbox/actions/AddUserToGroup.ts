import type { Action } from "../call";
import { quotaExceeded } from "../errors";
import { groupResource, type NamesGroup, requireGroup } from "../groups";
import { nameKey } from "../state";
import { requireUser } from "../users";

const GROUPS_PER_USER = 10;

export const AddUserToGroup: Action<NamesGroup & { readonly UserName: string }> = {
  resource: groupResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    const key = nameKey(requireGroup(call, input.GroupName).groupName);
    if (user.groups.includes(key)) return undefined;
    if (user.groups.length >= GROUPS_PER_USER) throw quotaExceeded("GroupsPerUser", GROUPS_PER_USER);
    user.groups.push(key);
    return undefined;
  },
};
