import { isVirtualDevice } from "../../aws/kinds";
import type { Removal } from "../audit-log/entry";
import { PendingChanged } from "./changed";
import { deviceKey, leaverKey } from "./keys";
import { isSettled, merged, without } from "./merge";
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
    if (after === before) return { before, after };
    try {
      if (after === undefined) await place.clear();
      else await place.write(after);
      return { before, after };
    } catch (error) {
      if (!(error instanceof PendingChanged) || tried >= ATTEMPTS) throw error;
    }
  }
}

export interface Settling {
  /** Of those who are proved gone, or stay. */
  readonly keys: Iterable<string>;
  /** What is pending by the audit log and may be in no record. @default - nobody */
  readonly also?: Pending | undefined;
  /** Whether the apply got to its end: a record of nobody is then removed. Else it says that an apply was interrupted. */
  readonly ended: boolean;
}

/** Takes those out of the record who are proved gone, or stay. */
export function settlePending(place: PendingPlace, { keys, also, ended }: Settling): Promise<unknown> {
  const settled = new Set(keys);
  return updatePending(place, (now) => {
    const all = merged(also, now);
    if (all === undefined) return undefined;
    const rest = without(all, settled);
    if (isSettled(rest) && (ended || now === undefined)) return undefined;
    return now !== undefined && also === undefined && countOf(rest) === countOf(now) ? now : rest;
  });
}

function countOf({ leavers, devices }: Pending): number {
  return leavers.length + devices.length;
}

/** Keys of those whom these removals prove gone. @param devices that were pending: those of a user are proved with the user */
export function provedKeys(removals: readonly Removal[], devices: Pending["devices"]): string[] {
  return removals
    .filter(({ result }) => result === "gone")
    .flatMap(({ user, userId, arn }) =>
      isVirtualDevice(arn)
        ? [deviceKey({ serial: arn })]
        : [
            leaverKey({ name: user, userId }),
            ...devices.flatMap((device) => (device.user === user ? [deviceKey(device)] : [])),
          ],
    );
}
