import { requireAccessKey } from "../access-keys";
import type { Action } from "../call";
import type { Status } from "../state";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const UpdateAccessKey: Action<NamesUser & { readonly AccessKeyId: string; readonly Status: Status }> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    requireAccessKey(user, input.AccessKeyId).status = input.Status;
    return undefined;
  },
};
