import type { Action } from "../call";
import { requireLoginProfile, writeLoginProfile } from "../login-profiles";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const GetLoginProfile: Action<NamesUser> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    return { LoginProfile: writeLoginProfile(user, requireLoginProfile(call, user)) };
  },
};
