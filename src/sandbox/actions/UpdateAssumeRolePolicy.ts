import type { Action } from "../call";
import { checkTrustPolicy } from "../documents";
import { type NamesRole, requireRole, roleResource } from "../roles";
import { checkTrustedPrincipals } from "../trust";

export const UpdateAssumeRolePolicy: Action<NamesRole & { readonly PolicyDocument: string }> = {
  resource: roleResource,
  run(call, input) {
    const role = requireRole(call, input.RoleName);
    checkTrustPolicy(input.PolicyDocument);
    checkTrustedPrincipals(call.state, input.PolicyDocument);
    role.assumeRolePolicyDocument = input.PolicyDocument;
    return undefined;
  },
};
