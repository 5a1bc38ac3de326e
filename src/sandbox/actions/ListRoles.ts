import { iamArn } from "../arns";
import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { writeListedRole } from "../roles";

export const ListRoles: Action<PageRequest & { readonly PathPrefix?: string }> = {
  resource: (call, input) => ({ arn: iamArn(call.account, `role${input.PathPrefix ?? "/"}`) }),
  run(call, input) {
    const prefix = input.PathPrefix ?? "/";
    const roles = Object.values(call.account.roles).filter((role) => role.path.startsWith(prefix));
    const page = paginate(call.action, roles, (role) => role.roleName, input);
    return listing("Roles", page, (role) => writeListedRole(call, role));
  },
};
