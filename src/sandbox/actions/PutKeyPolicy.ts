import type { Action } from "../call";
import { checkKeyPolicy, keyResource, type NamesKey, requireKey } from "../kms-keys";

export const PutKeyPolicy: Action<NamesKey & { readonly Policy: string }> = {
  resource: keyResource,
  run(call, input) {
    requireKey(call, input.KeyId).policy = checkKeyPolicy(input.Policy);
    return undefined;
  },
};
