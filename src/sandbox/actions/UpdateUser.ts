import { userArn } from "../arns";
import type { Action } from "../call";
import { entityAlreadyExists } from "../errors";
import { nameKey } from "../state";
import { requireUser, userResource } from "../users";

interface Input {
  readonly UserName: string;
  readonly NewUserName?: string;
  readonly NewPath?: string;
}

/** A rename keeps the id and everything the user holds; only what names the user has to follow. */
export const UpdateUser: Action<Input> = {
  resource: userResource,
  target(call, input) {
    const user = call.account.users[nameKey(input.UserName)];
    if (!user) return undefined;
    const { NewPath: path = user.path, NewUserName: userName = user.userName } = input;
    return { arn: userArn(call.account, { ...user, path, userName }), tags: user.tags };
  },
  run(call, input) {
    const { account } = call;
    const user = requireUser(call, input.UserName);
    const oldKey = nameKey(user.userName);
    const newKey = nameKey(input.NewUserName ?? user.userName);
    if (newKey !== oldKey && account.users[newKey]) {
      throw entityAlreadyExists(`User with name ${input.NewUserName} already exists.`);
    }
    user.userName = input.NewUserName ?? user.userName;
    user.path = input.NewPath ?? user.path;
    if (newKey === oldKey) return undefined;
    delete account.users[oldKey];
    account.users[newKey] = user;
    for (const device of Object.values(account.mfaDevices)) if (device.user === oldKey) device.user = newKey;
    return undefined;
  },
};
