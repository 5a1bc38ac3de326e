import type { Action } from "../call";
import { requireBoundary, requireUser, userResource } from "../users";

export const PutUserPermissionsBoundary: Action<{ readonly UserName: string; readonly PermissionsBoundary: string }> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    user.permissionsBoundary = requireBoundary(call, input.PermissionsBoundary);
    return undefined;
  },
};
