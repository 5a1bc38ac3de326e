import type { Action } from "../call";
import { removeTags } from "../tags";
import { requireUser, userResource } from "../users";

export const UntagUser: Action<{ readonly UserName: string; readonly TagKeys: string[] }> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    user.tags = removeTags(user.tags, input.TagKeys, "ignores case");
    return undefined;
  },
};
