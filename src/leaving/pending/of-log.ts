import { isVirtualDevice } from "../../aws/kinds";
import type { PlannedUser } from "../../plan/people";
import { defined } from "../../text/defined";
import type { Entry, Event } from "../audit-log/entry";
import { deviceKey, leaverKey } from "./keys";
import type { Pending } from "./pending";

export interface OfLog {
  readonly stack: string;
  /** Removals of which no stack is known count in this account. @default - in any */
  readonly accountId?: string | undefined;
}

type Begins = Extract<Event, { readonly event: "apply begins" | "apply ends" }>;

/**
 * Who was to leave by the audit log: with an apply that was begun and was not refused, or with a removal that could not be proved,
 * and neither proved gone nor staying since. A lost record is then not a lost leaver.
 * @returns undefined where there is nobody
 */
export function pendingOfLog(entries: readonly Entry[], { stack, accountId }: OfLog): Pending | undefined {
  const leavers = new Map<string, PlannedUser>();
  const devices = new Map<string, Pending["devices"][number]>();
  let latest: { begins: Begins; time: string; added: readonly string[] } | undefined;
  const forget = (keys: readonly string[]) => {
    for (const key of keys) {
      leavers.delete(key);
      devices.delete(key);
    }
  };
  const add = (found: Pick<Pending, "leavers" | "devices">): string[] => {
    const added: string[] = [];
    for (const leaver of found.leavers) {
      const key = leaverKey(leaver);
      if (!leavers.has(key)) added.push(key);
      leavers.set(key, leaver);
    }
    for (const device of found.devices) {
      const key = deviceKey(device);
      if (!devices.has(key)) added.push(key);
      devices.set(key, device);
    }
    return added;
  };
  for (const entry of entries) {
    switch (entry.event) {
      case "apply begins":
        if (entry.stack === stack) latest = { begins: entry, time: entry.time, added: add(begunIn(entry)) };
        break;
      case "apply ends":
        // Nothing was applied with it: those who leave with it are as before.
        if (isRefused(entry) && entry.stack === stack && entry.planSha256 === latest?.begins.planSha256)
          forget(latest.added);
        break;
      case "stays":
        if (entry.stack === stack) forget([leaverKey({ name: entry.user, userId: entry.userId })]);
        break;
      case "removal": {
        const what = removedIn(entry);
        if (entry.result === "gone") forget([...what.leavers.map(leaverKey), ...devicesOf(entry, devices)]);
        else if (isOurs(entry, stack, accountId)) add(what);
        break;
      }
    }
  }
  if (leavers.size === 0 && devices.size === 0) return undefined;
  return {
    schemaVersion: 2,
    stack,
    accountIds: accountId === undefined ? [] : [accountId],
    planSha256: latest?.begins.planSha256 ?? "",
    begunAt: latest?.time ?? "",
    leavers: [...leavers.values()],
    devices: [...devices.values()],
    stayers: [],
    held: {},
  };
}

function isRefused({ result = "" }: Begins): boolean {
  return result.startsWith("refused");
}

/** Without a stack it is the proof of a plan that was given as a file. */
function isOurs(entry: { stack?: string; accountId: string }, stack: string, accountId: string | undefined): boolean {
  if (entry.stack !== undefined) return entry.stack === stack;
  return accountId === undefined || entry.accountId === accountId;
}

function begunIn({ leaves = [], devices = [] }: Begins): Pick<Pending, "leavers" | "devices"> {
  return {
    leavers: leaves.map(({ user, userId, arn, address = "" }) => ({
      ...{ name: user, address },
      ...defined({ userId: userId === "" ? undefined : userId, arn }),
      forceDestroy: false,
    })),
    devices,
  };
}

type RemovalEntry = Extract<Event, { readonly event: "removal" }>;

/** A removal is of a user, or of a device that somebody who stays had. */
function removedIn({ user, userId, arn }: RemovalEntry): Pick<Pending, "leavers" | "devices"> {
  if (isVirtualDevice(arn)) return { leavers: [], devices: [{ serial: arn, user }] };
  const leaver = { name: user, address: "", forceDestroy: false };
  return { leavers: [{ ...leaver, ...defined({ userId, arn: arn === "" ? undefined : arn }) }], devices: [] };
}

/** The proof of a user is one of the devices that the apply took from the user, too. */
function devicesOf({ user, arn }: RemovalEntry, devices: ReadonlyMap<string, Pending["devices"][number]>): string[] {
  if (isVirtualDevice(arn)) return [deviceKey({ serial: arn })];
  return [...devices].flatMap(([key, device]) => (device.user === user ? [key] : []));
}

/** Stacks with which somebody is pending by the audit log, and the account where one of their applies says it. */
export function stacksOfLog(entries: readonly Entry[]): ReadonlyMap<string, string | undefined> {
  const stacks = new Map<string, string | undefined>();
  for (const entry of entries)
    if (entry.event === "apply begins") stacks.set(entry.stack, entry.accountId ?? stacks.get(entry.stack));
  // Removals of which no stack is known are of no stack here: in no account.
  return new Map([...stacks].filter(([stack]) => pendingOfLog(entries, { stack, accountId: "" }) !== undefined));
}
