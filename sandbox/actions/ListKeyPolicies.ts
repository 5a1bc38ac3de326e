import type { Action } from "../call";
import { type KmsPage, keyResource, kmsPaginated, type NamesKey, requireKey } from "../kms-keys";

export const ListKeyPolicies: Action<NamesKey & KmsPage> = {
  resource: keyResource,
  run(call, input) {
    requireKey(call, input.KeyId);
    return kmsPaginated(["default"], input, "PolicyNames", String);
  },
};
