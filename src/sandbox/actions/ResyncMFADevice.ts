import type { Action } from "../call";
import { type NamesDevice, requireDeviceOf, wrongCodes } from "../mfa-devices";
import { codesAreConsecutive } from "../totp";
import { requireUser, userResource } from "../users";

interface Input extends NamesDevice {
  readonly UserName: string;
  readonly AuthenticationCode1: string;
  readonly AuthenticationCode2: string;
}

export const ResyncMFADevice: Action<Input> = {
  resource: userResource,
  run(call, input) {
    const user = requireUser(call, input.UserName);
    const { seed } = requireDeviceOf(call, user, input.SerialNumber);
    const { AuthenticationCode1: first, AuthenticationCode2: second } = input;
    if (!seed || !codesAreConsecutive(seed, first, second, call.now, true)) throw wrongCodes();
    return undefined;
  },
};
