import { Managed } from "../../plan/managed";
import type { PlannedUser, PlanPeople } from "../../plan/people";
import type { Pending } from "./pending";

/** Those who are pending, by what a plan of now says of them. */
export interface PendingNow {
  /** The state does not have them any more: only the account knows whether they are gone. */
  readonly unproved: Pick<Pending, "leavers" | "devices">;
  /** The state has them, and the plan removes them. */
  readonly leaving: Pick<Pending, "leavers" | "devices">;
  /** The plan imports them: after its apply they stay. */
  readonly returning: readonly PlannedUser[];
  /** The state has them, and the plan leaves them there: they came back. */
  readonly staying: Pick<Pending, "leavers" | "devices">;
}

/** @param importing addresses that the plan imports to */
export function pendingNow(pending: Pending, now: PlanPeople, importing: ReadonlySet<string>): PendingNow {
  const among = (leaver: PlannedUser, users: readonly PlannedUser[]) => users.find((user) => isSame(leaver, user));
  const leaving: PlannedUser[] = [];
  const returning: PlannedUser[] = [];
  const staying: PlannedUser[] = [];
  const unproved: PlannedUser[] = [];
  for (const leaver of pending.leavers) {
    const stayer = among(leaver, now.stayers);
    if (among(leaver, now.leavers) !== undefined) leaving.push(leaver);
    else if (stayer === undefined) unproved.push(leaver);
    else (importing.has(stayer.address) ? returning : staying).push(leaver);
  }
  const goes = new Set(now.deletedDevices.map(({ serial }) => serial));
  const isOf = (users: readonly PlannedUser[], name: string | undefined) => users.some((user) => user.name === name);
  const placeOf = ({ serial, user = "" }: Pending["devices"][number]) => {
    if (goes.has(serial) || isOf(leaving, user)) return "leaving";
    if (isOf(unproved, user)) return "unproved";
    return now.managed.has(user, { kind: "mfaDevice", id: serial }) ? "staying" : "unproved";
  };
  const devices = (place: ReturnType<typeof placeOf>) => pending.devices.filter((device) => placeOf(device) === place);
  return {
    unproved: { leavers: unproved, devices: devices("unproved") },
    leaving: { leavers: leaving, devices: devices("leaving") },
    returning,
    staying: { leavers: staying, devices: devices("staying") },
  };
}

function isSame(leaver: PlannedUser, user: PlannedUser): boolean {
  if (leaver.userId !== undefined && user.userId !== undefined) return leaver.userId === user.userId;
  return leaver.userId === undefined && leaver.address !== "" && leaver.address === user.address;
}

/** What a proof needs to know of the plan with which they were to leave. */
export function planToProve(
  { stayers, held }: Pick<Pending, "stayers" | "held">,
  { leavers, devices }: Pick<Pending, "leavers" | "devices">,
  now: PlanPeople,
): PlanPeople {
  const names = new Set(leavers.map(({ name }) => name));
  const heldBy = new Map(Object.entries(held));
  const groups = leavers.flatMap(({ name }) =>
    (heldBy.get(name) ?? []).flatMap(({ kind, id }) =>
      kind === "group" ? [{ kind: "group" as const, id, user: name }] : [],
    ),
  );
  return {
    ...now,
    leavers,
    deletedDevices: devices,
    stayers: [...now.stayers, ...stayers.map((name) => ({ name, address: "", forceDestroy: false }))].filter(
      ({ name }) => !names.has(name),
    ),
    managed: new Managed(groups),
  };
}

/** What is known without a plan: nothing but the account. */
export function noPlan(accountIds: readonly string[]): PlanPeople {
  return {
    ...{ accountIds, region: undefined, assumeRole: undefined },
    ...{ leavers: [], joiners: [], newNames: [], stayers: [], changed: [], deletedDevices: [] },
    created: { devices: [], groups: [], policies: [] },
    deletedGroups: [],
    outside: { groups: [], policies: [] },
    keyChanges: new Map(),
    newCredentials: new Map(),
    managed: new Managed([]),
  };
}
