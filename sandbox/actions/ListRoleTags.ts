import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { type NamesRole, requireRole, roleResource } from "../roles";

export const ListRoleTags: Action<NamesRole & PageRequest> = {
  resource: roleResource,
  run(call, input) {
    const { tags } = requireRole(call, input.RoleName);
    return listing(
      "Tags",
      paginate(call.action, tags, (tag) => tag.Key, input),
      (tag) => tag,
    );
  },
};
