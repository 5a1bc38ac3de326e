import type { Call, Resource } from "./call";
import { deleteConflict } from "./errors";
import { groupResource, requireGroup } from "./groups";
import { requireRole, roleResource } from "./roles";
import type { PolicyHolder } from "./state";
import { requireUser, userResource } from "./users";

export type NamesHolder = { readonly UserName: string; readonly GroupName: string; readonly RoleName: string };

/** Users, groups and roles hold policies in the same way; only their names, words and quotas differ. */
export interface HolderKind {
  readonly word: "user" | "group" | "role";
  readonly nameField: "UserName" | "GroupName" | "RoleName";
  /** Managed policies: the name of the quota and its value (IAM User Guide, "IAM and AWS STS quotas"). */
  readonly attachedQuota: string;
  require(call: Call, name: string): PolicyHolder;
  resource(call: Call, input: NamesHolder): Resource;
}

export const ATTACHED_POLICIES_QUOTA = 10;

export const USER: HolderKind = {
  word: "user",
  nameField: "UserName",
  attachedQuota: "PoliciesPerUser",
  require: requireUser,
  resource: userResource,
};

export const GROUP: HolderKind = {
  word: "group",
  nameField: "GroupName",
  attachedQuota: "PoliciesPerGroup",
  require: requireGroup,
  resource: groupResource,
};

export const ROLE: HolderKind = {
  word: "role",
  nameField: "RoleName",
  attachedQuota: "PoliciesPerRole",
  require: requireRole,
  resource: roleResource,
};

/** A group or a role that holds policies cannot be deleted (recorded for both). */
export function refuseHeldPolicies(holder: PolicyHolder): void {
  if (holder.attachedPolicies.length > 0) throw deleteConflict("Cannot delete entity, must detach all policies first.");
  if (Object.keys(holder.inlinePolicies).length > 0)
    throw deleteConflict("Cannot delete entity, must delete policies first.");
}
