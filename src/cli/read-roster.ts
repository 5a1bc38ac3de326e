import { type Loaded, loadRoster, type PartialRoster, readableOf } from "../roster/index";
import { printable } from "../text/printable";
import { type Context, UsageError } from "./command";
import type { RosterFile } from "./project";

export interface ReadRoster {
  readonly roster: PartialRoster;
  readonly loaded: Loaded;
}

/**
 * A roster as far as it can be read, for commands that only look at it: whether it is sound is the business of
 * `roster validate`.
 * @param files whether files that it includes may be missing. @default - all of them must be readable
 * @throws UsageError when nothing of it can be read
 */
export async function readRoster(
  { path, name }: RosterFile,
  { today }: Pick<Context, "today">,
  files: "all" | "some" = "all",
): Promise<ReadRoster> {
  const loaded = await loadRoster(path, today === undefined ? {} : { today });
  const roster = readableOf(loaded);
  const [missing] = loaded.unreadable;
  if (roster === undefined || (files === "all" && missing !== undefined))
    throw new UsageError(printable(missing ?? `${name}: is not a roster; run: roster validate ${name}`));
  return { roster, loaded };
}
