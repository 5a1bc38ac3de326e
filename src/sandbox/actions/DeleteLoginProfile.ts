import type { Action } from "../call";
import { requireLoginProfile } from "../login-profiles";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const DeleteLoginProfile: Action<NamesUser> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    requireLoginProfile(call, user);
    call.runtime.faults.refuseFreshLoginProfile(user.userName, `loginProfile/${user.userId}`);
    delete user.loginProfile;
    return undefined;
  },
};
