import { by } from "../../text/by";
import { serviceArn } from "../arns";
import type { Action } from "../call";
import { epochSeconds, type KmsPage, keysOf, kmsPaginated, requireKey } from "../kms-keys";

export const ListAliases: Action<KmsPage & { readonly KeyId?: string }> = {
  resource: () => ({ arn: "*" }),
  run(call, input) {
    const { account } = call;
    const keys = input.KeyId === undefined ? keysOf(call) : [requireKey(call, input.KeyId)];
    const aliases = keys.flatMap((key) => key.aliases.map((name) => ({ key, name })));
    aliases.sort(by(({ name }) => name));
    return kmsPaginated(aliases, input, "Aliases", ({ key, name }) => ({
      AliasName: name,
      AliasArn: serviceArn(account, "kms", name, call.region),
      TargetKeyId: key.keyId,
      CreationDate: epochSeconds(key.createDate),
    }));
  },
};
