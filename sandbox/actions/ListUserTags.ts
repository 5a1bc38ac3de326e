import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { requireUser, userResource } from "../users";

export const ListUserTags: Action<PageRequest & { readonly UserName: string }> = {
  resource: userResource,
  run(call, input) {
    const { tags } = requireUser(call, input.UserName);
    return listing(
      "Tags",
      paginate(call.action, tags, (tag) => tag.Key, input),
      (tag) => tag,
    );
  },
};
