import type { Action } from "../call";
import { entityAlreadyExists, quotaExceeded } from "../errors";
import { MFA_DEVICES_PER_USER, type NamesDevice, requireDevice, wrongCodes } from "../mfa-devices";
import { nameKey } from "../state";
import { codesAreConsecutive } from "../totp";
import { devicesOf, requireUser, userResource } from "../users";

interface Input extends NamesDevice {
  readonly UserName: string;
  readonly AuthenticationCode1: string;
  readonly AuthenticationCode2: string;
}

export const EnableMFADevice: Action<Input> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    const device = requireDevice(call, input.SerialNumber);
    if (device.user !== undefined) throw entityAlreadyExists("MFA Device is already in use.");
    if (devicesOf(call, user).length >= MFA_DEVICES_PER_USER)
      throw quotaExceeded("MFADevicesPerUser", MFA_DEVICES_PER_USER);
    const { AuthenticationCode1: first, AuthenticationCode2: second } = input;
    if (!device.seed || !codesAreConsecutive(device.seed, first, second, call.now)) throw wrongCodes();
    device.user = nameKey(user.userName);
    device.enableDate = call.time;
    return undefined;
  },
};
