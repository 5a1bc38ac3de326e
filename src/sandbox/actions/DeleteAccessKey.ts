import { requireAccessKey } from "../access-keys";
import type { Action } from "../call";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const DeleteAccessKey: Action<NamesUser & { readonly AccessKeyId: string }> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    const key = requireAccessKey(user, input.AccessKeyId);
    user.accessKeys = user.accessKeys.filter((other) => other !== key);
    call.runtime.keyOwners.delete(key.accessKeyId);
    return undefined;
  },
};
