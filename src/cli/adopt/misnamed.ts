import type { HeldUser } from "../../adopt/held-user";
import type { Remark } from "../../adopt/thing";
import { isNamedAfter } from "../../aws/devices";
import { deviceName } from "../../aws/kinds";
import { kinds } from "../../terms/kinds";
import { lower } from "./entries";

/** Devices of one user that are called like another: the names that the roster gives to devices begin with the user's. */
export function misnamedDevices(users: readonly HeldUser[], everybody: readonly string[]): Remark[] {
  const names = new Map(everybody.map((name) => [lower(name), name]));
  return users.flatMap(({ name, mfaDevices }) =>
    mfaDevices.flatMap((serial): Remark[] => {
      const other = isNamedAfter(serial, name) ? undefined : namesake(deviceName(serial), names);
      const thing = { kind: kinds.mfaDevice.noun[0], name: serial, of: name };
      return other === undefined ? [] : [{ ...thing, remark: `it is called like a device of ${other}` }];
    }),
  );
}

/** `jane` of the device `jane-old-phone`; the longest name, since `jane-old` may be somebody else. */
function namesake(device: string, names: ReadonlyMap<string, string>): string | undefined {
  for (let name = lower(device); name !== ""; name = name.slice(0, Math.max(0, name.lastIndexOf("-")))) {
    const found = names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
