import { encodeDocument } from "../policy/encoding";
import { by } from "../text/by";
import { attachedPolicy } from "./attachments";
import type { Call } from "./call";
import { groupsOf, writeGroup } from "./groups";
import { awsPolicies } from "./managed-policies";
import { arnOf, attachmentCounts, boundaryCounts, versionOrder, writeListedPolicy, writeVersion } from "./policies";
import { writeRoleHead, writeRoleLastUsed } from "./roles";
import type { Group, Policy, PolicyHolder, Role, User } from "./state";
import { writeBoundary, writeUserHead } from "./users";

/** One entity of GetAccountAuthorizationDetails, written only when it is on the page that is asked for. */
export interface Detail {
  readonly kind: "User" | "Group" | "Role" | "LocalManagedPolicy" | "AWSManagedPolicy";
  readonly name: string;
  readonly write: () => object;
}

function writeInline(holder: PolicyHolder): object[] {
  const names = Object.keys(holder.inlinePolicies).sort();
  return names.map((name) => ({ PolicyName: name, PolicyDocument: encodeDocument(holder.inlinePolicies[name] ?? "") }));
}

function userDetail(call: Call, user: User): object {
  return {
    ...writeUserHead(call, user),
    // The one list that AWS leaves out where it is empty (recorded).
    UserPolicyList: Object.keys(user.inlinePolicies).length === 0 ? undefined : writeInline(user),
    GroupList: groupsOf(call, user).map((group) => group.groupName),
    AttachedManagedPolicies: user.attachedPolicies.map(attachedPolicy),
    PermissionsBoundary: writeBoundary(user.permissionsBoundary),
    Tags: user.tags,
  };
}

function groupDetail(call: Call, group: Group): object {
  return {
    ...writeGroup(call, group),
    GroupPolicyList: writeInline(group),
    AttachedManagedPolicies: group.attachedPolicies.map(attachedPolicy),
  };
}

function roleDetail(call: Call, role: Role): object {
  return {
    ...writeRoleHead(call, role),
    InstanceProfileList: [],
    RolePolicyList: writeInline(role),
    AttachedManagedPolicies: role.attachedPolicies.map(attachedPolicy),
    PermissionsBoundary: writeBoundary(role.permissionsBoundary),
    Tags: role.tags,
    RoleLastUsed: writeRoleLastUsed(role),
  };
}

function policyDetail(policy: Policy, arn: string, attached: number, boundaries: number): object {
  return {
    ...writeListedPolicy(policy, arn, attached, boundaries),
    PolicyVersionList: [...policy.versions].sort(by(versionOrder)).map((version) => ({
      Document: encodeDocument(version.document),
      ...writeVersion(policy, version),
    })),
  };
}

/** Everything there is to tell about an account. Of AWS's policies only those in use are told, as AWS does. */
export function accountDetails(call: Call): Detail[] {
  const { account } = call;
  const attached = attachmentCounts(account);
  const boundaries = boundaryCounts(account);
  const policy = (kind: Detail["kind"], arn: string, entry: Policy): Detail => ({
    kind,
    name: arn,
    write: () => policyDetail(entry, arn, attached.get(arn) ?? 0, boundaries.get(arn) ?? 0),
  });
  const users = Object.values(account.users).map(
    (user): Detail => ({ kind: "User", name: user.userName, write: () => userDetail(call, user) }),
  );
  const groups = Object.values(account.groups).map(
    (group): Detail => ({ kind: "Group", name: group.groupName, write: () => groupDetail(call, group) }),
  );
  const roles = Object.values(account.roles).map(
    (role): Detail => ({ kind: "Role", name: role.roleName, write: () => roleDetail(call, role) }),
  );
  const own = Object.values(account.policies).map((entry) =>
    policy("LocalManagedPolicy", arnOf(account, entry, false), entry),
  );
  const aws = [...awsPolicies(account)]
    .filter(([arn]) => attached.has(arn) || boundaries.has(arn))
    .map(([arn, entry]) => policy("AWSManagedPolicy", arn, entry));
  return [...users, ...groups, ...roles, ...own, ...aws];
}
