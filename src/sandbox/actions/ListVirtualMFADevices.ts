import { iamArn } from "../arns";
import type { Action } from "../call";
import { ownerOf } from "../mfa-devices";
import { listing, type PageRequest, paginate } from "../pagination";

interface Input extends PageRequest {
  readonly AssignmentStatus?: "Assigned" | "Unassigned" | "Any";
}

export const ListVirtualMFADevices: Action<Input> = {
  resource: (call) => ({ arn: iamArn(call.account, "mfa/") }),
  run(call, input) {
    const wanted = input.AssignmentStatus ?? "Any";
    const devices = Object.values(call.account.mfaDevices).filter(
      (device) =>
        device.kind === "virtual" && (wanted === "Any" || (wanted === "Assigned") === (device.user !== undefined)),
    );
    return listing(
      "VirtualMFADevices",
      paginate(call.action, devices, (device) => device.serialNumber, input),
      (device) => ({
        SerialNumber: device.serialNumber,
        User: ownerOf(call, device),
        EnableDate: device.enableDate,
      }),
    );
  },
};
