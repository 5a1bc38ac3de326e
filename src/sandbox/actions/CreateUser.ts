import { iamArn } from "../arns";
import type { Action } from "../call";
import { entityAlreadyExists, quotaExceeded } from "../errors";
import { uniqueId } from "../ids";
import { nameKey, type Tag, table, type User } from "../state";
import { addTags } from "../tags";
import { requireBoundary, writeUser } from "../users";

interface Input {
  readonly UserName: string;
  readonly Path?: string;
  readonly PermissionsBoundary?: string;
  readonly Tags?: Tag[];
}

const USERS_PER_ACCOUNT = 5000;

export const CreateUser: Action<Input> = {
  resource: (call, input) => ({ arn: iamArn(call.account, `user${input.Path ?? "/"}${input.UserName}`) }),
  run(call, input) {
    const { account } = call;
    const key = nameKey(input.UserName);
    if (account.users[key]) throw entityAlreadyExists(`User with name ${input.UserName} already exists.`);
    if (Object.keys(account.users).length >= USERS_PER_ACCOUNT)
      throw quotaExceeded("UsersPerAccount", USERS_PER_ACCOUNT);
    const user: User = {
      userName: input.UserName,
      userId: uniqueId("AIDA"),
      path: input.Path ?? "/",
      createDate: call.time,
      tags: addTags([], input.Tags ?? [], "ignores case"),
      attachedPolicies: [],
      inlinePolicies: table(),
      groups: [],
      accessKeys: [],
      sshPublicKeys: [],
      signingCertificates: [],
      serviceSpecificCredentials: [],
    };
    if (input.PermissionsBoundary !== undefined)
      user.permissionsBoundary = requireBoundary(call, input.PermissionsBoundary);
    account.users[key] = user;
    call.runtime.faults.created(`user/${user.userId}`, call.now);
    return { User: writeUser(call, user) };
  },
};
