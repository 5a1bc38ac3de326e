import type { LiveAccount } from "./account";
import { deviceName } from "./kinds";
import { look, type Outcome } from "./outcome";
import { listAll } from "./paging";

/** A virtual MFA device of the account, assigned or not. */
export interface VirtualDevice {
  readonly serial: string;
  /** Name of the user that it is assigned to. @default - nobody */
  readonly user?: string;
}

/** All virtual devices of the account in one listing: one call for 1,000. */
export function virtualDevices(account: LiveAccount): Promise<Outcome<VirtualDevice[]>> {
  return look("virtual MFA devices of the account", async () => {
    const devices = await listAll(account, "iam:ListVirtualMFADevices", {}, "VirtualMFADevices");
    return devices.map(({ SerialNumber, User }) => ({
      serial: SerialNumber ?? "",
      // AWS lists the root user's device with a User that has no name.
      ...(User === undefined ? {} : { user: User.UserName ?? "(root)" }),
    }));
  });
}

/**
 * Whether a device that nobody has is named after a user, `alice` or `alice-phone`: the console suggests the first,
 * the roster makes the second.
 */
export function isNamedAfter(serial: string, userName: string): boolean {
  const [device, user] = [deviceName(serial).toLowerCase(), userName.toLowerCase()];
  return device === user || device.startsWith(`${user}-`);
}
