import { randomUUID } from "node:crypto";
import type { Action } from "../call";
import { checkKeyPolicy, defaultKeyPolicy, writeKey } from "../kms-keys";
import type { KmsKey } from "../state";

interface Input {
  readonly Description?: string;
  readonly Policy?: string;
}

export const CreateKey: Action<Input> = {
  resource: () => ({ arn: "*" }),
  run(call, input) {
    const { account } = call;
    const keyId = randomUUID();
    const policy = input.Policy === undefined ? defaultKeyPolicy(account) : checkKeyPolicy(input.Policy);
    const key: KmsKey = {
      keyId,
      region: call.region,
      description: input.Description ?? "",
      createDate: call.time,
      policy,
      enabled: true,
      grants: [],
      aliases: [],
    };
    account.kmsKeys[keyId] = key;
    return { KeyMetadata: writeKey(call, key) };
  },
};
