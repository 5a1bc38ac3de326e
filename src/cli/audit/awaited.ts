import { existsSync } from "node:fs";
import type { Awaited } from "../../audit/awaited";
import type { NotSeen } from "../../audit/inventory";
import { readLog } from "../../leaving/audit-log/audit-log";
import { leaverKey } from "../../leaving/pending/keys";
import { pendingOfOthers } from "../../leaving/pending/others";
import type { Pending } from "../../leaving/pending/pending";
import { defined } from "../../text/defined";
import type { Context } from "../command";
import { pendingOfRoster, type RosterPending } from "../pending/of-roster";
import { chooseRosters, type RosterFile } from "../project";
import { type ReadRoster, readRoster } from "../read-roster";

export interface AwaitedInAccount {
  readonly awaited: readonly Awaited[];
  readonly couldNotLook: readonly NotSeen[];
  readonly notes: readonly string[];
}

export interface Looking extends Pick<Context, "cwd" | "env" | "signal" | "today"> {
  readonly auditFile: string;
  /** Of the audit. @default - it is not known */
  readonly accountId: string | undefined;
  /** Whether AWS may be asked. */
  readonly asks: boolean;
}

/** Whose removal is begun and not proved in an account: by the records of the rosters of that account, and by the audit log. */
export async function awaitedIn(chosen: readonly RosterFile[], looking: Looking): Promise<AwaitedInAccount> {
  const unseen = new Set<string>();
  const found: Pick<RosterPending, "pending" | "unseen" | "unasked">[] = [];
  const stacks = new Set<string>();
  for (const read of await rostersOf(chosen, looking, unseen)) {
    stacks.add(read.roster.stack);
    if (isOf(read, looking)) found.push(await pendingOfRoster(read, looking));
  }
  const ofOthers = otherStacks(stacks, looking, unseen);
  const awaited = new Map(
    [...found.flatMap(({ pending }) => pending ?? []), ...ofOthers].flatMap(awaitedOf).map((one) => [keyOf(one), one]),
  );
  for (const words of found.flatMap((one) => one.unseen)) unseen.add(words);
  return {
    awaited: [...awaited.values()],
    couldNotLook: [...unseen].map((words) => ({ what: "who was to leave", words })),
    notes: found.flatMap(({ unasked }) => unasked ?? []),
  };
}

/** The rosters that the audit is about, and the others of the project: several may be of one account. */
async function rostersOf(
  chosen: readonly RosterFile[],
  { cwd, today }: Looking,
  unseen: Set<string>,
): Promise<ReadRoster[]> {
  const others = tried(() => chooseRosters([], cwd), unseen) ?? [];
  const files = new Map([...chosen, ...others].map((file) => [file.path, file]));
  const read: ReadRoster[] = [];
  for (const file of files.values()) {
    if (!existsSync(file.path)) continue;
    try {
      read.push(await readRoster(file, { today }));
    } catch (error) {
      unseen.add(wordsOf(error));
    }
  }
  return read;
}

function isOf({ roster }: ReadRoster, { accountId }: Looking): boolean {
  const { id } = roster.account;
  return id === undefined || accountId === undefined || id === accountId;
}

/** Of stacks that no roster of the project has. */
function otherStacks(known: ReadonlySet<string>, { auditFile, accountId }: Looking, unseen: Set<string>): Pending[] {
  const entries = tried(() => readLog(auditFile), unseen) ?? [];
  return pendingOfOthers(entries, known).flatMap(({ pending, accountId: of }) =>
    of === undefined || of !== accountId ? [] : [pending],
  );
}

function awaitedOf({ stack, leavers, devices }: Pending): Awaited[] {
  const names = new Set(leavers.map(({ name }) => name));
  return [
    ...leavers.map(({ name, userId }): Awaited => ({ kind: "user", name, ...defined({ userId }), stack })),
    ...devices
      .filter(({ user }) => user === undefined || !names.has(user))
      .map(({ serial, user }): Awaited => ({ kind: "device", serial, ...defined({ user }), stack })),
  ];
}

function tried<T>(read: () => T, unseen: Set<string>): T | undefined {
  try {
    return read();
  } catch (error) {
    unseen.add(wordsOf(error));
    return undefined;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function keyOf(awaited: Awaited): string {
  return awaited.kind === "user" ? leaverKey(awaited) : awaited.serial;
}
