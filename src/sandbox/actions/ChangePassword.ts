import type { Action } from "../call";
import { AwsError, accessDenied } from "../errors";
import { requireLoginProfile } from "../login-profiles";
import { checkPassword, passwordMatches, setPassword } from "../passwords";
import { userResource } from "../users";

interface Input {
  readonly OldPassword: string;
  readonly NewPassword: string;
}

/** A password policy that lets users change their password is permission enough (IAM User Guide, "AllowUsersToChangePassword"). */
export const ChangePassword: Action<Input> = {
  resource: (call) => (call.account.passwordPolicy?.AllowUsersToChangePassword ? undefined : userResource(call, {})),
  run(call, input) {
    const { user } = call.caller;
    if (!user) throw new AwsError(400, "InvalidUserType", "Only IAM Users can change their own password.");
    const profile = requireLoginProfile(call, user);
    // The words are not recorded.
    if (!passwordMatches(input.OldPassword, profile.passwordHash))
      throw accessDenied("The old password was incorrect.");
    checkPassword(call.account, input.NewPassword, profile);
    setPassword(profile, input.NewPassword, call.time);
    profile.passwordResetRequired = false;
    return undefined;
  },
};
