import type { Action } from "../call";
import { deviceResource, type NamesDevice, requireDevice, requireDeviceOf } from "../mfa-devices";
import { type NamesUser, requireUser, userResource } from "../users";

export const GetMFADevice: Action<NamesUser & NamesDevice> = {
  resource: (call, input) => (input.UserName === undefined ? deviceResource(call, input) : userResource(call, input)),
  run(call, input) {
    const device =
      input.UserName === undefined
        ? requireDevice(call, input.SerialNumber)
        : requireDeviceOf(call, requireUser(call, input.UserName), input.SerialNumber);
    return {
      UserName: device.user === undefined ? undefined : call.account.users[device.user]?.userName,
      SerialNumber: device.serialNumber,
      EnableDate: device.enableDate,
    };
  },
};
