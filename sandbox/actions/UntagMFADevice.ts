import type { Action } from "../call";
import { deviceResource, type NamesDevice, requireVirtualDevice } from "../mfa-devices";
import { removeTags } from "../tags";

export const UntagMFADevice: Action<NamesDevice & { readonly TagKeys: string[] }> = {
  resource: deviceResource,
  run(call, input) {
    const device = requireVirtualDevice(call, input.SerialNumber);
    device.tags = removeTags(device.tags, input.TagKeys, "heeds case");
    return undefined;
  },
};
