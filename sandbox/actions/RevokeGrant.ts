import type { Action } from "../call";
import { AwsError } from "../errors";
import { keyResource, type NamesKey, requireKey } from "../kms-keys";

export const RevokeGrant: Action<NamesKey & { readonly GrantId: string }> = {
  resource: keyResource,
  run(call, input) {
    const key = requireKey(call, input.KeyId);
    const kept = key.grants.filter((grant) => grant.grantId !== input.GrantId);
    if (kept.length === key.grants.length) {
      throw new AwsError(400, "NotFoundException", `Grant ID ${input.GrantId} not found`);
    }
    key.grants = kept;
    return undefined;
  },
};
