import type { Holding } from "../../aws/kinds";
import type { PlannedUser } from "../../plan/people";
import type { Pending } from "./pending";

/** Both: whoever is in either of them. What the later one says of somebody who is in both is newer. */
export function merged(earlier: Pending, later: Pending): Pending {
  const leavers = new Map([...earlier.leavers, ...later.leavers].map((leaver) => [identityOf(leaver), leaver]));
  const devices = new Map([...earlier.devices, ...later.devices].map((device) => [device.serial, device]));
  return {
    ...later,
    accountIds: [...new Set([...earlier.accountIds, ...later.accountIds])],
    leavers: [...leavers.values()],
    devices: [...devices.values()],
    held: heldByBoth(earlier.held, later.held),
  };
}

/** AWS never gives a unique id again; a name is used again, and is all that is known of a user without an id. */
export function identityOf({ userId, name }: Pick<PlannedUser, "userId" | "name">): string {
  return userId ?? `name ${name.toLowerCase()}`;
}

/** What somebody held before the first apply that was to remove it: each that was cut off has left less of it. */
function heldByBoth(earlier: Pending["held"], later: Pending["held"]): Pending["held"] {
  const users = [...new Set([...Object.keys(earlier), ...Object.keys(later)])];
  const before = new Map(Object.entries(earlier));
  const after = new Map(Object.entries(later));
  return Object.fromEntries(users.map((user) => [user, heldBefore(before.get(user) ?? [], after.get(user) ?? [])]));
}

export function heldBefore(earlier: readonly Holding[], now: readonly Holding[]): Holding[] {
  const known = new Set(earlier.map(({ kind, id }) => `${kind}|${id}`));
  return [...earlier, ...now.filter(({ kind, id }) => !known.has(`${kind}|${id}`))];
}
