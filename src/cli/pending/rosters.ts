import { existsSync } from "node:fs";
import { type Context, UsageError } from "../command";
import { chooseRosters } from "../project";
import { type ReadRoster, readRoster } from "../read-roster";
import { type NamedRosters, namedRosters } from "../rosters";

type Naming = Pick<Context, "cwd" | "today"> & NamedRosters;

/** The rosters that were named, or those of the project that are there: none is needed for the proof of a plan. */
export async function rostersOf({ cwd, today, ...input }: Naming): Promise<ReadRoster[]> {
  const named = namedRosters(input);
  const there = chooseRosters(named, cwd).filter(({ path }) => existsSync(path));
  const [missing] = named;
  if (there.length === 0 && missing !== undefined) throw new UsageError(`there is no file ${missing}`);
  const read: ReadRoster[] = [];
  for (const file of there) read.push(await readRoster(file, { today }));
  return read;
}

/** Whether a roster is of one of these accounts; where one of the two does not say it may be. */
export function isOf({ roster }: ReadRoster, accountIds: readonly string[]): boolean {
  const { id } = roster.account;
  return id === undefined || accountIds.length === 0 || accountIds.includes(id);
}
