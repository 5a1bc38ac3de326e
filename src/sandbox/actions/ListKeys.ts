import { by } from "../../text/by";
import type { Action } from "../call";
import { type KmsPage, keyArn, keysOf, kmsPaginated } from "../kms-keys";

export const ListKeys: Action<KmsPage> = {
  resource: () => ({ arn: "*" }),
  run(call, input) {
    const keys = keysOf(call).sort(by(({ keyId }) => keyId));
    return kmsPaginated(keys, input, "Keys", (key) => ({ KeyId: key.keyId, KeyArn: keyArn(call.account, key) }));
  },
};
