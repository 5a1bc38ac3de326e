import { defined } from "../../text/defined";
import { iamArn } from "../arns";
import type { Action } from "../call";
import { checkTrustPolicy } from "../documents";
import { entityAlreadyExists, quotaExceeded } from "../errors";
import { uniqueId } from "../ids";
import { type NamesRole, writeNewRole } from "../roles";
import { nameKey, type Role, type Tag, table } from "../state";
import { addTags } from "../tags";
import { checkTrustedPrincipals } from "../trust";
import { requireBoundary } from "../users";

interface Input extends NamesRole {
  readonly Path?: string;
  readonly AssumeRolePolicyDocument: string;
  readonly Description?: string;
  readonly MaxSessionDuration?: number;
  readonly PermissionsBoundary?: string;
  readonly Tags?: Tag[];
}

const ROLES_PER_ACCOUNT = 1000;

export const CreateRole: Action<Input> = {
  resource: (call, input) => ({ arn: iamArn(call.account, `role${input.Path ?? "/"}${input.RoleName}`) }),
  run(call, input) {
    const { roles } = call.account;
    const key = nameKey(input.RoleName);
    if (roles[key]) throw entityAlreadyExists(`Role with name ${input.RoleName} already exists.`);
    if (Object.keys(roles).length >= ROLES_PER_ACCOUNT) throw quotaExceeded("RolesPerAccount", ROLES_PER_ACCOUNT);
    checkTrustPolicy(input.AssumeRolePolicyDocument);
    checkTrustedPrincipals(call.state, input.AssumeRolePolicyDocument);
    const role: Role = {
      roleName: input.RoleName,
      roleId: uniqueId("AROA"),
      path: input.Path ?? "/",
      createDate: call.time,
      assumeRolePolicyDocument: input.AssumeRolePolicyDocument,
      ...defined({ description: input.Description }),
      maxSessionDuration: input.MaxSessionDuration ?? 3600,
      tags: addTags([], input.Tags ?? [], "ignores case"),
      attachedPolicies: [],
      inlinePolicies: table(),
    };
    if (input.PermissionsBoundary !== undefined)
      role.permissionsBoundary = requireBoundary(call, input.PermissionsBoundary);
    roles[key] = role;
    call.runtime.faults.created(`role/${role.roleId}`, call.now);
    return { Role: writeNewRole(call, role) };
  },
};
