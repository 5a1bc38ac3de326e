import type { Action } from "../call";
import { type NamesDevice, requireDeviceOf, unassign } from "../mfa-devices";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const DeactivateMFADevice: Action<NamesUser & NamesDevice> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    unassign(call, requireDeviceOf(call, user, input.SerialNumber));
    return undefined;
  },
};
