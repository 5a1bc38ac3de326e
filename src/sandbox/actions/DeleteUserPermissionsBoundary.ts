import type { Action } from "../call";
import { requireUser, userResource } from "../users";

export const DeleteUserPermissionsBoundary: Action<{ readonly UserName: string }> = {
  resource: userResource,
  run(call, input) {
    delete requireUser(call, input.UserName).permissionsBoundary;
    return undefined;
  },
};
