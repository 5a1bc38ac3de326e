import type { Holding } from "../../aws/kinds";
import { deviceKey, leaverKey } from "./keys";
import type { Pending } from "./pending";

/** Both: whoever is in either of them. What the later one says of somebody who is in both is newer. */
export function merged(earlier: Pending, later: Pending): Pending;
export function merged(earlier: Pending | undefined, later: Pending | undefined): Pending | undefined;
export function merged(earlier: Pending | undefined, later: Pending | undefined): Pending | undefined {
  if (earlier === undefined || later === undefined) return later ?? earlier;
  const leavers = new Map([...earlier.leavers, ...later.leavers].map((leaver) => [leaverKey(leaver), leaver]));
  const devices = new Map([...earlier.devices, ...later.devices].map((device) => [deviceKey(device), device]));
  return {
    ...later,
    accountIds: [...new Set([...earlier.accountIds, ...later.accountIds])],
    leavers: [...leavers.values()],
    devices: [...devices.values()],
    held: heldByBoth(earlier.held, later.held),
  };
}

/** Whether nobody is left in it: then only an apply that did not get to its end keeps it. */
export function isSettled({ leavers, devices }: Pick<Pending, "leavers" | "devices">): boolean {
  return leavers.length === 0 && devices.length === 0;
}

/** Without those whose keys these are, and without what they held. */
export function without(pending: Pending, keys: ReadonlySet<string>): Pending {
  const leavers = pending.leavers.filter((leaver) => !keys.has(leaverKey(leaver)));
  const left = new Set(leavers.map(({ name }) => name));
  return {
    ...pending,
    leavers,
    devices: pending.devices.filter((device) => !keys.has(deviceKey(device))),
    held: Object.fromEntries(Object.entries(pending.held).filter(([user]) => left.has(user))),
  };
}

/** What somebody held before the first apply that was to remove it: each that was cut off has left less of it. */
function heldByBoth(earlier: Pending["held"], later: Pending["held"]): Pending["held"] {
  const [before, after] = [new Map(Object.entries(earlier)), new Map(Object.entries(later))];
  const users = [...new Set([...before.keys(), ...after.keys()])];
  return Object.fromEntries(users.map((user) => [user, heldBefore(before.get(user) ?? [], after.get(user) ?? [])]));
}

function heldBefore(earlier: readonly Holding[], now: readonly Holding[]): Holding[] {
  const known = new Set(earlier.map(({ kind, id }) => `${kind}|${id}`));
  return [...earlier, ...now.filter(({ kind, id }) => !known.has(`${kind}|${id}`))];
}
