import type { Action } from "../call";
import { AwsError } from "../errors";
import { keyResource, type NamesKey, requireKey } from "../kms-keys";

export const GetKeyPolicy: Action<NamesKey & { readonly PolicyName?: string }> = {
  resource: keyResource,
  run(call, input) {
    const key = requireKey(call, input.KeyId);
    if ((input.PolicyName ?? "default") !== "default")
      throw new AwsError(400, "NotFoundException", "No such policy exists");
    return { Policy: key.policy, PolicyName: "default" };
  },
};
