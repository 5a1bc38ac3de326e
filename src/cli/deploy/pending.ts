import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Holding, isHolding } from "../../aws/kinds";
import { writeWhole } from "../../files/write-whole";
import { Managed } from "../../plan/managed";
import type { PlannedUser, PlanPeople } from "../../plan/people";
import { UsageError } from "../command";

/** An apply that was begun: who leaves with it. Without secrets, and there until everybody was verified. */
export interface Pending {
  readonly schemaVersion: 1;
  readonly planSha256: string;
  readonly begunAt: string;
  readonly leavers: readonly PlannedUser[];
  readonly devices: PlanPeople["deletedDevices"];
  readonly stayers: readonly string[];
  readonly held: Readonly<Record<string, readonly Holding[]>>;
}

const fileIn = (folder: string) => join(folder, "roster-pending.json");

export function writePending(folder: string, pending: Pending): void {
  writeWhole(fileIn(folder), `${JSON.stringify(pending, undefined, 1)}\n`);
}

/** @throws UsageError when it is damaged: it is the only one that knows who was leaving */
export function readPending(folder: string): Pending | undefined {
  const file = fileIn(folder);
  if (!existsSync(file)) return undefined;
  try {
    const pending = JSON.parse(readFileSync(file, "utf8")) as Pending;
    if (pending.schemaVersion === 1 && Array.isArray(pending.leavers)) return { ...pending, held: known(pending.held) };
  } catch {
    // Said below.
  }
  throw new UsageError(
    `${file} says who was leaving with an interrupted apply, and it is damaged; they are in the audit log too ("apply begins"): verify them by hand, then delete the file`,
  );
}

/** What another version called otherwise is not told. */
function known(held: Pending["held"] | undefined): Pending["held"] {
  return Object.fromEntries(Object.entries(held ?? {}).map(([user, things]) => [user, things.filter(isHolding)]));
}

export function clearPending(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}

/** What `verify` needs of the plan of an apply that was cut off: those who are in the state again were not removed. */
export function planOfPending({ leavers, devices, stayers, held }: Pending, now: PlanPeople): PlanPeople {
  const here = new Set([...now.stayers, ...now.leavers, ...now.joiners].map(({ address }) => address));
  const gone = leavers.filter(({ address }) => !here.has(address));
  const names = new Set(gone.map(({ name }) => name));
  const left = new Set(leavers.map(({ name }) => name));
  const heldBy = new Map(Object.entries(held));
  const groups = gone.flatMap(({ name }) =>
    (heldBy.get(name) ?? []).flatMap(({ kind, id }) =>
      kind === "group" ? [{ kind: "group" as const, id, user: name }] : [],
    ),
  );
  return {
    ...now,
    leavers: gone,
    // Of those who are gone, and of those who stayed: such a device is gone when no state has it any more.
    deletedDevices: devices.filter(({ user = "", serial }) =>
      left.has(user) ? names.has(user) : !now.managed.has(user, { kind: "mfaDevice", id: serial }),
    ),
    stayers: [...now.stayers, ...stayers.map((name) => ({ name, address: "", forceDestroy: false }))].filter(
      ({ name }) => !names.has(name),
    ),
    managed: new Managed(groups),
  };
}

/** What of an apply that was cut off is still to be done by the plan of now; undefined when nothing is. */
export function stillPending(pending: Pending, now: PlanPeople): Pending | undefined {
  const leavers = pending.leavers.filter(({ address, userId }) =>
    now.leavers.some((leaver) => leaver.address === address && leaver.userId === userId),
  );
  const names = new Set(leavers.map(({ name }) => name));
  const devices = pending.devices.filter(
    ({ serial, user = "" }) => names.has(user) || now.deletedDevices.some((device) => device.serial === serial),
  );
  if (leavers.length === 0 && devices.length === 0) return undefined;
  const held = Object.fromEntries(Object.entries(pending.held).filter(([name]) => names.has(name)));
  return { ...pending, leavers, devices, held };
}

/** What somebody held before the first apply that was to remove it: each that was cut off has left less of it. */
export function heldBefore(earlier: readonly Holding[], now: readonly Holding[]): Holding[] {
  const known = new Set(earlier.map(({ kind, id }) => `${kind}|${id}`));
  return [...earlier, ...now.filter(({ kind, id }) => !known.has(`${kind}|${id}`))];
}
