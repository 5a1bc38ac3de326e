import type { UserAdoption } from "../../adopt/adoption";
import { flagGuards } from "../../guards/index";
import { readableOf } from "../../roster/index";
import type { FlagName } from "../../terms/flags";
import { isoDate } from "../../text/iso-date";
import type { RosterFiles } from "../roster-files";
import type { NeededFlags } from "./edits";

/** The flags that the guards ask for, of the users that are adopted. */
export function neededFlags(files: RosterFiles, users: readonly UserAdoption[], today: Date): NeededFlags {
  const roster = readableOf(files.loaded);
  const adopted = new Set(users.map(({ key }) => key));
  const needed = new Map<string, Map<FlagName, string>>();
  if (roster === undefined) return needed;
  for (const { flag, needs } of flagGuards) {
    const needsOf = needs?.({ roster, today: isoDate(today) });
    if (needsOf === undefined) continue;
    for (const user of roster.users) {
      const [need] = adopted.has(user.key) && user.flags[flag] === undefined ? needsOf(user) : [];
      if (need !== undefined) needed.set(user.key, (needed.get(user.key) ?? new Map()).set(flag, need.message));
    }
  }
  return needed;
}
