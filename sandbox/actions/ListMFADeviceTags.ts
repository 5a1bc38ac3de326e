import type { Action } from "../call";
import { deviceResource, type NamesDevice, requireVirtualDevice } from "../mfa-devices";
import { listing, type PageRequest, paginate } from "../pagination";

export const ListMFADeviceTags: Action<NamesDevice & PageRequest> = {
  resource: deviceResource,
  run(call, input) {
    const { tags } = requireVirtualDevice(call, input.SerialNumber);
    return listing(
      "Tags",
      paginate(call.action, tags, (tag) => tag.Key, input),
      (tag) => tag,
    );
  },
};
