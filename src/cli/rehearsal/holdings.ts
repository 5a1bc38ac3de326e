import type { User } from "../../roster/index";
import { iamArn } from "../../sandbox/arns";
import { type Account, nameKey } from "../../sandbox/state";
import { credentialKinds, kinds } from "../../terms/kinds";
import { count } from "../../text/count";

/** What a user holds in the sandbox's account, counted there and not in the roster: `2 access keys, 1 MFA device`. */
export function holdingsOf(account: Account, user: User): string {
  const held = account.users[nameKey(user.name)];
  if (held === undefined) return "";
  const devices = devicesOf(account, user);
  const enabled = devices.some((serial) => account.mfaDevices[serial]?.user !== undefined);
  const counts: [number, readonly [string, string]][] = [
    ...credentialKinds.map((kind): [number, readonly [string, string]] => {
      if (kind === "mfaDevice") return [devices.length, enabled ? enabledDevice : kinds[kind].noun];
      const section: object | undefined = held[kinds[kind].section];
      return [Array.isArray(section) ? section.length : section === undefined ? 0 : 1, kinds[kind].noun];
    }),
    [held.groups.length, ["group", "groups"]],
    [held.attachedPolicies.length + Object.keys(held.inlinePolicies).length, ["policy", "policies"]],
  ];
  const parts = counts.filter(([number]) => number > 0).map(([number, noun]) => count(number, ...noun));
  return parts.join(", ") || "nothing";
}

const enabledDevice = ["enabled MFA device", "enabled MFA devices"] as const;

/** Keys, in the account's table, of the devices that the roster gives to the user. */
function devicesOf(account: Account, user: User): string[] {
  return user.mfaDevices
    .map(({ name, path }) => nameKey(iamArn(account, `mfa${path}${name}`)))
    .filter((serial) => account.mfaDevices[serial] !== undefined);
}

/** What is left of a user that should be gone, in words; empty when nothing is. */
export function leftoversOf(account: Account, user: User): string[] {
  return [
    ...(account.users[nameKey(user.name)] === undefined ? [] : [`the user, with ${holdingsOf(account, user)}`]),
    ...devicesOf(account, user).map((serial) => `MFA device ${account.mfaDevices[serial]?.serialNumber}`),
  ];
}

/** What people do after they joined: each enables the devices that Terraform could only create. */
export function enableDevices(account: Account, user: User, enableDate: string): void {
  for (const serial of devicesOf(account, user)) {
    const device = account.mfaDevices[serial];
    if (device === undefined || device.user !== undefined) continue;
    device.user = nameKey(user.name);
    device.enableDate = enableDate;
  }
}
