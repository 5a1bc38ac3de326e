import type { Action } from "../call";
import { groupResource, membersOf, type NamesGroup, requireGroup, writeGroup } from "../groups";
import { listing, type PageRequest, paginate } from "../pagination";
import { writeListedUser } from "../users";

export const GetGroup: Action<NamesGroup & PageRequest> = {
  resource: groupResource,
  run(call, input) {
    const group = requireGroup(call, input.GroupName);
    const page = paginate(call.action, membersOf(call, group), (user) => user.userName, input);
    return { Group: writeGroup(call, group), ...listing("Users", page, (user) => writeListedUser(call, user)) };
  },
};
