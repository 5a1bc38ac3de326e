import type { Action } from "../call";
import { type NamesRole, requireRole, roleResource } from "../roles";
import { removeTags } from "../tags";

export const UntagRole: Action<NamesRole & { readonly TagKeys: string[] }> = {
  resource: roleResource,
  run(call, input) {
    const role = requireRole(call, input.RoleName);
    role.tags = removeTags(role.tags, input.TagKeys, "ignores case");
    return undefined;
  },
};
