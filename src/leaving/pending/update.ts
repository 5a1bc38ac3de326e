import type { Removal } from "../audit-log/entry";
import { PendingChanged } from "./changed";
import { deviceKey, leaverKey } from "./keys";
import { isSettled, without } from "./merge";
import type { Pending } from "./pending";
import type { PendingPlace } from "./place";

const ATTEMPTS = 3;

/** @param change what is to be there, of what is there now; asked again when another run was faster */
export async function updatePending(
  place: PendingPlace,
  change: (now: Pending | undefined) => Pending | undefined,
): Promise<{ before: Pending | undefined; after: Pending | undefined }> {
  for (let tried = 1; ; tried++) {
    const before = await place.read();
    const after = change(before);
    try {
      if (after !== undefined) await place.write(after);
      else if (before !== undefined) await place.clear();
      return { before, after };
    } catch (error) {
      if (!(error instanceof PendingChanged) || tried >= ATTEMPTS) throw error;
    }
  }
}

/** Takes those out of the record who are proved gone, or stay; a record of nobody is removed. */
export function settlePending(place: PendingPlace, keys: ReadonlySet<string>): Promise<unknown> {
  return updatePending(place, (now) => {
    if (now === undefined) return undefined;
    const rest = without(now, keys);
    return isSettled(rest) ? undefined : rest;
  });
}

/** Keys of those whom these removals prove gone. @param pending devices of a user are proved with the user */
export function provedKeys(removals: readonly Removal[], { devices }: Pick<Pending, "devices">): string[] {
  return removals
    .filter(({ result }) => result === "gone")
    .flatMap(({ user, userId, arn }) =>
      arn.includes(":mfa/")
        ? [deviceKey({ serial: arn })]
        : [
            leaverKey({ name: user, userId }),
            ...devices.flatMap((device) => (device.user === user ? [deviceKey(device)] : [])),
          ],
    );
}
