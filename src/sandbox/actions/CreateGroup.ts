import { iamArn } from "../arns";
import type { Action } from "../call";
import { entityAlreadyExists, quotaExceeded } from "../errors";
import { type NamesGroup, writeGroup } from "../groups";
import { uniqueId } from "../ids";
import { type Group, nameKey, table } from "../state";

const GROUPS_PER_ACCOUNT = 300;

export const CreateGroup: Action<NamesGroup & { readonly Path?: string }> = {
  resource: (call, input) => ({ arn: iamArn(call.account, `group${input.Path ?? "/"}${input.GroupName}`) }),
  run(call, input) {
    const { groups } = call.account;
    const key = nameKey(input.GroupName);
    if (groups[key]) throw entityAlreadyExists(`Group with name ${input.GroupName} already exists.`);
    if (Object.keys(groups).length >= GROUPS_PER_ACCOUNT) throw quotaExceeded("GroupsPerAccount", GROUPS_PER_ACCOUNT);
    const group: Group = {
      groupName: input.GroupName,
      groupId: uniqueId("AGPA"),
      path: input.Path ?? "/",
      createDate: call.time,
      attachedPolicies: [],
      inlinePolicies: table(),
    };
    groups[key] = group;
    call.runtime.faults.created(`group/${group.groupId}`, call.now);
    return { Group: writeGroup(call, group) };
  },
};
