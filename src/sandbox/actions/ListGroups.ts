import { iamArn } from "../arns";
import type { Action } from "../call";
import { writeGroup } from "../groups";
import { listing, type PageRequest, paginate } from "../pagination";

export const ListGroups: Action<PageRequest & { readonly PathPrefix?: string }> = {
  resource: (call, input) => ({ arn: iamArn(call.account, `group${input.PathPrefix ?? "/"}`) }),
  run(call, input) {
    const prefix = input.PathPrefix ?? "/";
    const groups = Object.values(call.account.groups).filter((group) => group.path.startsWith(prefix));
    const page = paginate(call.action, groups, (group) => group.groupName, input);
    return listing("Groups", page, (group) => writeGroup(call, group));
  },
};
