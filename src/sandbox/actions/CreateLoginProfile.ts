import type { Action } from "../call";
import { entityAlreadyExists } from "../errors";
import { writeLoginProfile } from "../login-profiles";
import { checkPassword, requirePassword, setPassword } from "../passwords";
import type { LoginProfile } from "../state";
import { type NamesUser, namedOrCalling, userResource } from "../users";

interface Input extends NamesUser {
  readonly Password?: string;
  readonly PasswordResetRequired?: boolean;
}

export const CreateLoginProfile: Action<Input> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    if (user.loginProfile) throw entityAlreadyExists(`Login Profile for user ${user.userName} already exists.`);
    const password = requirePassword(input.Password);
    checkPassword(call.account, password);
    const profile: LoginProfile = {
      createDate: call.time,
      passwordResetRequired: input.PasswordResetRequired ?? false,
      passwordHash: "",
      passwordLastChanged: call.time,
      usedPasswordHashes: [],
    };
    setPassword(profile, password, call.time);
    user.loginProfile = profile;
    call.runtime.faults.created(`loginProfile/${user.userId}`, call.now);
    return { LoginProfile: writeLoginProfile(user, profile) };
  },
};
