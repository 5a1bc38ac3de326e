import type { Action } from "../call";
import { groupResource, type NamesGroup, requireGroup } from "../groups";
import { nameKey } from "../state";
import { requireUser } from "../users";

/** Removing somebody who is no member is a success (recorded). */
export const RemoveUserFromGroup: Action<NamesGroup & { readonly UserName: string }> = {
  resource: groupResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    const key = nameKey(requireGroup(call, input.GroupName).groupName);
    user.groups = user.groups.filter((other) => other !== key);
    return undefined;
  },
};
