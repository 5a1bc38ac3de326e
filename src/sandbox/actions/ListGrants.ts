import type { Action } from "../call";
import { type KmsPage, keyResource, kmsPaginated, type NamesKey, requireKey, writeGrant } from "../kms-keys";

interface Input extends NamesKey, KmsPage {
  readonly GrantId?: string;
  readonly GranteePrincipal?: string;
}

export const ListGrants: Action<Input> = {
  resource: keyResource,
  run(call, input) {
    const key = requireKey(call, input.KeyId);
    const grants = key.grants.filter(
      (grant) =>
        (input.GrantId === undefined || grant.grantId === input.GrantId) &&
        (input.GranteePrincipal === undefined || grant.granteePrincipal === input.GranteePrincipal),
    );
    return kmsPaginated(grants, input, "Grants", (grant) => writeGrant(call, key, grant));
  },
};
