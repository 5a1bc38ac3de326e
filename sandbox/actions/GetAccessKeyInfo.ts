import type { Action } from "../call";
import { validationError } from "../errors";
import { accountOfAccessKeyId } from "../ids";

/** The account is written into the key id itself, so AWS answers for keys of any account. */
export const GetAccessKeyInfo: Action<{ readonly AccessKeyId: string }> = {
  resource: () => ({ arn: "*" }),
  run(_call, input) {
    const accountId = accountOfAccessKeyId(input.AccessKeyId);
    if (accountId === undefined) throw validationError("Invalid Access Key Id");
    return { Account: accountId };
  },
};
