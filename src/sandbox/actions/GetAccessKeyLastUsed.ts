import { requireAccessKey } from "../access-keys";
import { userArn } from "../arns";
import type { Action, Call } from "../call";
import { accessDenied } from "../errors";
import type { User } from "../state";

interface Input {
  readonly AccessKeyId: string;
}

function ownerOfKey(call: Call, id: string): User {
  const owner = Object.values(call.account.users).find((user) => user.accessKeys.some((key) => key.accessKeyId === id));
  if (owner) return owner;
  // AWS does not say that the key is unknown: it says that you may not ask (recorded).
  throw accessDenied(
    `User: ${call.caller.arn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${id}`,
  );
}

export const GetAccessKeyLastUsed: Action<Input> = {
  resource: (call, input) => ({ arn: userArn(call.account, ownerOfKey(call, input.AccessKeyId)) }),
  run(call, input) {
    const user = ownerOfKey(call, input.AccessKeyId);
    const { lastUsed } = requireAccessKey(user, input.AccessKeyId);
    return {
      UserName: user.userName,
      AccessKeyLastUsed: {
        LastUsedDate: lastUsed?.date,
        ServiceName: lastUsed?.serviceName ?? "N/A",
        Region: lastUsed?.region ?? "N/A",
      },
    };
  },
};
