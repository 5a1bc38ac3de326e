import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { devicesOf, type NamesUser, namedOrCalling, userResource } from "../users";

export const ListMFADevices: Action<NamesUser & PageRequest> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    const page = paginate(call.action, devicesOf(call, user), (device) => device.serialNumber, input);
    return listing("MFADevices", page, (device) => ({
      UserName: user.userName,
      SerialNumber: device.serialNumber,
      EnableDate: device.enableDate,
    }));
  },
};
