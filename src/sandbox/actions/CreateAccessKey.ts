import type { Action } from "../call";
import { quotaExceeded } from "../errors";
import { accessKeyId, secretAccessKey } from "../ids";
import { type NamesUser, namedOrCalling, userResource } from "../users";

const ACCESS_KEYS_PER_USER = 2;

/** The secret is in this answer and nowhere else: signatures are not verified, so the state does without it. */
export const CreateAccessKey: Action<NamesUser> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    if (user.accessKeys.length >= ACCESS_KEYS_PER_USER) throw quotaExceeded("AccessKeysPerUser", ACCESS_KEYS_PER_USER);
    const id = accessKeyId(call.account.accountId);
    user.accessKeys.push({ accessKeyId: id, status: "Active", createDate: call.time });
    call.runtime.faults.created(`accessKey/${id}`, call.now);
    return {
      AccessKey: {
        UserName: user.userName,
        AccessKeyId: id,
        Status: "Active",
        SecretAccessKey: secretAccessKey(),
        CreateDate: call.time,
      },
    };
  },
};
