import type { Action } from "../call";
import { keyResource, type NamesKey, requireKey, writeKey } from "../kms-keys";

export const DescribeKey: Action<NamesKey> = {
  resource: keyResource,
  run: (call, input) => ({ KeyMetadata: writeKey(call, requireKey(call, input.KeyId)) }),
};
