import { iamArn } from "../arns";
import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { writeListedUser } from "../users";

interface Input extends PageRequest {
  readonly PathPrefix?: string;
}

export const ListUsers: Action<Input> = {
  resource: (call, input) => ({ arn: iamArn(call.account, `user${input.PathPrefix ?? "/"}`) }),
  run(call, input) {
    const prefix = input.PathPrefix ?? "/";
    const users = Object.values(call.account.users).filter((user) => user.path.startsWith(prefix));
    const page = paginate(call.action, users, (user) => user.userName, input);
    return listing("Users", page, (user) => writeListedUser(call, user));
  },
};
