import { groupArn, iamArn } from "./arns";
import type { Call, Resource } from "./call";
import { noSuchEntity } from "./errors";
import { type Group, nameKey, type User } from "./state";

export interface NamesGroup {
  readonly GroupName: string;
}

export function requireGroup(call: Call, name: string): Group {
  const group = call.account.groups[nameKey(name)];
  if (!group || call.runtime.faults.hides(`group/${group.groupId}`, call.now)) {
    throw noSuchEntity(`The group with name ${name} cannot be found.`);
  }
  return group;
}

export function groupResource(call: Call, input: NamesGroup): Resource {
  const group = call.account.groups[nameKey(input.GroupName)];
  return { arn: group ? groupArn(call.account, group) : iamArn(call.account, `group/${input.GroupName}`) };
}

export function writeGroup(call: Call, group: Group) {
  return {
    Path: group.path,
    GroupName: group.groupName,
    GroupId: group.groupId,
    Arn: groupArn(call.account, group),
    CreateDate: group.createDate,
  };
}

export function membersOf(call: Call, group: Group): User[] {
  const key = nameKey(group.groupName);
  return Object.values(call.account.users).filter((user) => user.groups.includes(key));
}

export function groupsOf(call: Call, user: User): Group[] {
  return user.groups.map((key) => call.account.groups[key]).filter((group) => group !== undefined);
}
