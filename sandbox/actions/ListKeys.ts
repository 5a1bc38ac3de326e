import type { Action } from "../call";
import { type KmsPage, keyArn, kmsPaginated } from "../kms-keys";

export const ListKeys: Action<KmsPage> = {
  resource: () => ({ arn: "*" }),
  run({ account }, input) {
    const keys = Object.values(account.kmsKeys).sort((left, right) => (left.keyId < right.keyId ? -1 : 1));
    return kmsPaginated(keys, input, "Keys", (key) => ({ KeyId: key.keyId, KeyArn: keyArn(account, key) }));
  },
};
