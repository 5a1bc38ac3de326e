import { iamArn, userArn } from "./arns";
import type { Call, Resource } from "./call";
import { invalidInput, noSuchEntity, validationError } from "./errors";
import { findPolicy } from "./managed-policies";
import { type MfaDevice, nameKey, type User } from "./state";

export interface NamesUser {
  readonly UserName?: string;
}

/** @throws AwsError NoSuchEntity for an unknown user, or one that is too new to be seen */
export function requireUser(call: Call, name: string): User {
  const user = call.account.users[nameKey(name)];
  if (!user || call.runtime.faults.hides(`user/${user.userId}`, call.now)) {
    throw noSuchEntity(`The user with name ${name} cannot be found.`);
  }
  return user;
}

/** Actions on one's own credentials take the caller where no user is named; only a user has credentials of that kind. */
export function namedOrCalling(call: Call, name: string | undefined): User {
  if (name !== undefined) return requireUser(call, name);
  if (call.caller.user) return call.caller.user;
  throw validationError("Must specify userName when calling with non-User credentials");
}

/** The resource of an action on a user. An unknown one has no path yet, so policies see its bare name. */
export function userResource(call: Call, input: NamesUser): Resource {
  const user = input.UserName === undefined ? call.caller.user : call.account.users[nameKey(input.UserName)];
  if (!user) return { arn: iamArn(call.account, `user/${input.UserName ?? ""}`) };
  return { arn: userArn(call.account, user), tags: user.tags, permissionsBoundary: user.permissionsBoundary };
}

/** Checks a permissions boundary. AWS's words are recorded for roles ("Scope ARN: ..."). */
export function requireBoundary(call: Call, arn: string): string {
  if (!/^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/.+$/.test(arn)) throw invalidInput(`ARN ${arn} is not valid.`);
  if (!findPolicy(call.account, arn)) throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
  return arn;
}

export function writeBoundary(arn: string | undefined): object | undefined {
  return arn === undefined ? undefined : { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: arn };
}

/** What every answer with a user in it says. */
export function writeUserHead(call: Call, user: User) {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: userArn(call.account, user),
    CreateDate: user.createDate,
  };
}

/** A user as lists show it: without tags and boundary. */
export function writeListedUser(call: Call, user: User) {
  return { ...writeUserHead(call, user), PasswordLastUsed: user.passwordLastUsed };
}

export function writeUser(call: Call, user: User): object {
  return {
    ...writeListedUser(call, user),
    PermissionsBoundary: writeBoundary(user.permissionsBoundary),
    Tags: user.tags.length > 0 ? user.tags : undefined,
  };
}

export function devicesOf(call: Call, user: User): MfaDevice[] {
  const key = nameKey(user.userName);
  return Object.values(call.account.mfaDevices).filter((device) => device.user === key);
}
