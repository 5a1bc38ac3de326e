import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Holding } from "../../live/kinds";
import { Managed } from "../../live/managed";
import type { Plan, PlannedUser } from "../../live/plan";

/** An apply that was begun: who leaves with it. Without secrets, and there until everybody was verified. */
export interface Pending {
  readonly schemaVersion: 1;
  readonly planSha256: string;
  readonly begunAt: string;
  readonly leavers: readonly PlannedUser[];
  readonly devices: Plan["deletedDevices"];
  readonly stayers: readonly string[];
  readonly held: Readonly<Record<string, readonly Holding[]>>;
}

const fileIn = (folder: string) => join(folder, "roster-pending.json");

export function writePending(folder: string, pending: Pending): void {
  const file = fileIn(folder);
  writeFileSync(`${file}.new`, `${JSON.stringify(pending, undefined, 1)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function readPending(folder: string): Pending | undefined {
  if (!existsSync(fileIn(folder))) return undefined;
  try {
    const pending = JSON.parse(readFileSync(fileIn(folder), "utf8")) as Pending;
    return pending.schemaVersion === 1 && Array.isArray(pending.leavers) ? pending : undefined;
  } catch {
    return undefined;
  }
}

export function clearPending(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}

/** What `verify` needs of the plan of an apply that was cut off: those who are in the state again were not removed. */
export function planOfPending({ leavers, devices, stayers, held }: Pending, now: Plan): Plan {
  const here = new Set([...now.stayers, ...now.leavers, ...now.joiners].map(({ address }) => address));
  const gone = leavers.filter(({ address }) => !here.has(address));
  const names = new Set(gone.map(({ name }) => name));
  const groups = gone.flatMap(({ name }) =>
    (held[name] ?? []).flatMap(({ kind, id }) =>
      kind === "group" ? [{ type: "aws_iam_user_group_membership", values: { user: name, groups: [id] } }] : [],
    ),
  );
  return {
    ...now,
    leavers: gone,
    deletedDevices: devices.filter(({ user }) => user !== undefined && names.has(user)),
    stayers: [...now.stayers, ...stayers.map((name) => ({ name, address: "", forceDestroy: false }))].filter(
      ({ name }) => !names.has(name),
    ),
    managed: Managed.of(undefined, groups),
  };
}
