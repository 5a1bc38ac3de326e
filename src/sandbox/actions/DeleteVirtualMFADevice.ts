import type { Action } from "../call";
import { deleteConflict } from "../errors";
import { deviceResource, type NamesDevice, requireVirtualDevice } from "../mfa-devices";
import { nameKey } from "../state";

export const DeleteVirtualMFADevice: Action<NamesDevice> = {
  resource: deviceResource,
  run(call, input) {
    const device = requireVirtualDevice(call, input.SerialNumber);
    // AWS's words as the provider's pull request 32462 quotes them.
    if (device.user !== undefined) throw deleteConflict("MFA VirtualDevice in use. Must deactivate first.");
    delete call.account.mfaDevices[nameKey(device.serialNumber)];
    return undefined;
  },
};
