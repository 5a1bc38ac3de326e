import { serviceArn } from "../arns";
import type { Action } from "../call";
import { AwsError } from "../errors";
import { keyResource, keysOf, requireKey } from "../kms-keys";

interface Input {
  readonly AliasName: string;
  readonly TargetKeyId: string;
}

export const CreateAlias: Action<Input> = {
  resource: (call, input) => keyResource(call, { KeyId: input.TargetKeyId }),
  run(call, input) {
    const key = requireKey(call, input.TargetKeyId);
    if (keysOf(call).some((other) => other.aliases.includes(input.AliasName))) {
      const arn = serviceArn(call.account, "kms", input.AliasName, call.region);
      throw new AwsError(400, "AlreadyExistsException", `An alias with the name ${arn} already exists`);
    }
    key.aliases.push(input.AliasName);
    return undefined;
  },
};
