import type { Action } from "../call";
import type { Tag } from "../state";
import { addTags } from "../tags";
import { requireUser, userResource } from "../users";

export const TagUser: Action<{ readonly UserName: string; readonly Tags: Tag[] }> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    user.tags = addTags(user.tags, input.Tags, "ignores case");
    return undefined;
  },
};
