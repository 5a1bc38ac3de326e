import type { Action } from "../call";
import { type NamesRole, requireRole, roleResource } from "../roles";
import type { Tag } from "../state";
import { addTags } from "../tags";

export const TagRole: Action<NamesRole & { readonly Tags: Tag[] }> = {
  resource: roleResource,
  run(call, input) {
    const role = requireRole(call, input.RoleName);
    role.tags = addTags(role.tags, input.Tags, "ignores case");
    return undefined;
  },
};
