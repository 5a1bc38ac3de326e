import type { Action } from "../call";
import { deviceResource, type NamesDevice, requireVirtualDevice } from "../mfa-devices";
import type { Tag } from "../state";
import { addTags } from "../tags";

export const TagMFADevice: Action<NamesDevice & { readonly Tags: Tag[] }> = {
  resource: deviceResource,
  run(call, input) {
    const device = requireVirtualDevice(call, input.SerialNumber);
    device.tags = addTags(device.tags, input.Tags, "heeds case");
    return undefined;
  },
};
