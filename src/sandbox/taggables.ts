import { deviceResource, type NamesDevice, requireVirtualDevice } from "./mfa-devices";
import { type NamesPolicy, policyResource, requireOwnPolicy, requirePolicy } from "./policies";
import { type NamesRole, requireRole, roleResource } from "./roles";
import type { Taggable } from "./tagging";
import { requireUser, userResource } from "./users";

export const USER_TAGS: Taggable<{ readonly UserName: string }> = {
  tagCase: "ignores case",
  resource: userResource,
  find: (call, input) => requireUser(call, input.UserName),
};

export const ROLE_TAGS: Taggable<NamesRole> = {
  tagCase: "ignores case",
  resource: roleResource,
  find: (call, input) => requireRole(call, input.RoleName),
};

export const DEVICE_TAGS: Taggable<NamesDevice> = {
  tagCase: "heeds case",
  resource: deviceResource,
  find: (call, input) => requireVirtualDevice(call, input.SerialNumber),
};

export const POLICY_TAGS: Taggable<NamesPolicy> = {
  tagCase: "heeds case",
  resource: policyResource,
  find: (call, input) => requirePolicy(call, input.PolicyArn),
  findToChange: (call, input) => requireOwnPolicy(call, input.PolicyArn, "update policies"),
};
