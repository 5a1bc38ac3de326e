import type { Call } from "./call";
import { noSuchEntity } from "./errors";
import type { LoginProfile, User } from "./state";

/** @throws AwsError NoSuchEntity, in the words of 2026 ("Cannot find Login Profile for User" is the text of 2017) */
export function requireLoginProfile(call: Call, user: User): LoginProfile {
  if (user.loginProfile && !call.runtime.faults.hides(`loginProfile/${user.userId}`, call.now))
    return user.loginProfile;
  throw noSuchEntity(`Login Profile for User ${user.userName} cannot be found.`);
}

export function writeLoginProfile(user: User, profile: LoginProfile): object {
  return {
    UserName: user.userName,
    CreateDate: profile.createDate,
    PasswordResetRequired: profile.passwordResetRequired,
  };
}
