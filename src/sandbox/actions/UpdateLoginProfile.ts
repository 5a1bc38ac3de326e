import type { Action } from "../call";
import { requireLoginProfile } from "../login-profiles";
import { checkPassword, setPassword } from "../passwords";
import { requireUser, userResource } from "../users";

interface Input {
  readonly UserName: string;
  readonly Password?: string;
  readonly PasswordResetRequired?: boolean;
}

export const UpdateLoginProfile: Action<Input> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    const profile = requireLoginProfile(call, user);
    call.runtime.faults.refuseFreshLoginProfile(user.userName, `loginProfile/${user.userId}`);
    if (input.Password !== undefined) {
      checkPassword(call.account, input.Password, profile);
      setPassword(profile, input.Password, call.time);
    }
    profile.passwordResetRequired = input.PasswordResetRequired ?? profile.passwordResetRequired;
    return undefined;
  },
};
