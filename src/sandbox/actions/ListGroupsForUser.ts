import type { Action } from "../call";
import { groupsOf, writeGroup } from "../groups";
import { listing, type PageRequest, paginate } from "../pagination";
import { requireUser, userResource } from "../users";

export const ListGroupsForUser: Action<PageRequest & { readonly UserName: string }> = {
  resource: userResource,
  run(call, input) {
    const groups = groupsOf(call, requireUser(call, input.UserName));
    const page = paginate(call.action, groups, (group) => group.groupName, input);
    return listing("Groups", page, (group) => writeGroup(call, group));
  },
};
