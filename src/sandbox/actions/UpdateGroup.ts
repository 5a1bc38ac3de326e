import { groupArn } from "../arns";
import type { Action } from "../call";
import { entityAlreadyExists } from "../errors";
import { groupResource, type NamesGroup, requireGroup } from "../groups";
import { nameKey } from "../state";

interface Input extends NamesGroup {
  readonly NewGroupName?: string;
  readonly NewPath?: string;
}

export const UpdateGroup: Action<Input> = {
  resource: groupResource,
  target(call, input) {
    const group = call.account.groups[nameKey(input.GroupName)];
    if (!group) return undefined;
    const { NewPath: path = group.path, NewGroupName: groupName = group.groupName } = input;
    return { arn: groupArn(call.account, { ...group, path, groupName }) };
  },
  run(call, input) {
    const { groups, users } = call.account;
    const group = requireGroup(call, input.GroupName);
    const oldKey = nameKey(group.groupName);
    const newKey = nameKey(input.NewGroupName ?? group.groupName);
    if (newKey !== oldKey && groups[newKey])
      throw entityAlreadyExists(`Group with name ${input.NewGroupName} already exists.`);
    group.groupName = input.NewGroupName ?? group.groupName;
    group.path = input.NewPath ?? group.path;
    if (newKey === oldKey) return undefined;
    delete groups[oldKey];
    groups[newKey] = group;
    for (const user of Object.values(users)) user.groups = user.groups.map((key) => (key === oldKey ? newKey : key));
    return undefined;
  },
};
