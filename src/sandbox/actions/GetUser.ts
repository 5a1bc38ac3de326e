import type { Action } from "../call";
import { type NamesUser, namedOrCalling, userResource, writeUser } from "../users";

export const GetUser: Action<NamesUser> = {
  resource: userResource,
  run(call, input) {
    const { account, caller } = call;
    // The root user answers for itself; GetUser is the one action that knows it.
    if (input.UserName === undefined && caller.kind === "root") {
      return {
        User: {
          Path: "/",
          UserName: account.alias,
          UserId: account.accountId,
          Arn: caller.arn,
          CreateDate: account.createDate,
        },
      };
    }
    return { User: writeUser(call, namedOrCalling(call, input.UserName)) };
  },
};
