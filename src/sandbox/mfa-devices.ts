import type { Call, Resource } from "./call";
import { AwsError, noSuchEntity } from "./errors";
import { type MfaDevice, nameKey, type User } from "./state";
import { writeUserHead } from "./users";

export interface NamesDevice {
  readonly SerialNumber: string;
}

export const MFA_DEVICES_PER_USER = 8;

export function deviceResource(call: Call, input: NamesDevice): Resource {
  return { arn: input.SerialNumber, tags: call.account.mfaDevices[nameKey(input.SerialNumber)]?.tags ?? [] };
}

function deviceNotFound(serialNumber: string): AwsError {
  return noSuchEntity(`MFA Device with serial number ${serialNumber} does not exist.`);
}

export function requireDevice(call: Call, serialNumber: string): MfaDevice {
  const device = call.account.mfaDevices[nameKey(serialNumber)];
  if (!device) throw deviceNotFound(serialNumber);
  return device;
}

export function requireVirtualDevice(call: Call, serialNumber: string): MfaDevice {
  const device = requireDevice(call, serialNumber);
  if (device.kind !== "virtual") throw deviceNotFound(serialNumber);
  return device;
}

/** The device of this user. That AWS answers NoSuchEntity for a device of nobody, or of another user, is not recorded. */
export function requireDeviceOf(call: Call, user: User, serialNumber: string): MfaDevice {
  const device = requireDevice(call, serialNumber);
  if (device.user !== nameKey(user.userName)) throw noSuchEntity("MFA Device invalid for user.");
  return device;
}

export function wrongCodes(): AwsError {
  return new AwsError(403, "InvalidAuthenticationCode", "Authentication code for device is not valid.");
}

export function unassign(call: Call, device: MfaDevice): void {
  delete device.user;
  delete device.enableDate;
  // A security key has no seed: once it is taken from its user nothing of it remains in the account.
  if (device.kind === "fido") delete call.account.mfaDevices[nameKey(device.serialNumber)];
}

export function ownerOf(call: Call, device: MfaDevice): object | undefined {
  const user = device.user === undefined ? undefined : call.account.users[device.user];
  return user && writeUserHead(call, user);
}
