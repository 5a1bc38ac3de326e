import { findUser, noSuchUser } from "../lifecycle/find-user";
import type { PartialRoster, User } from "../roster/index";
import { printable } from "../text/printable";
import { type Context, UsageError } from "./command";
import { chooseRosters, type RosterFile } from "./project";
import { readRoster } from "./read-roster";
import { type NamedRosters, namedRosters } from "./rosters";

/** A user, and the roster that has it. */
export interface FoundUser {
  readonly file: RosterFile;
  readonly roster: PartialRoster;
  readonly user: User;
}

/**
 * Finds a user in the rosters that a command is about.
 * @throws UsageError when none of them has the user, or several have
 */
export async function userOf(input: Context & NamedRosters, word: string): Promise<FoundUser> {
  const files = chooseRosters(namedRosters(input), input.cwd);
  const read: { file: RosterFile; roster: PartialRoster }[] = [];
  for (const file of files) read.push({ file, roster: (await readRoster(file, input)).roster });
  const found = read.flatMap(({ file, roster }) => {
    const user = findUser(roster, word);
    return user === undefined ? [] : [{ file, roster, user }];
  });
  const [only, other] = found;
  const names = (list: readonly { file: RosterFile }[]) => list.map(({ file }) => printable(file.name)).join(", ");
  if (only === undefined) {
    const rosters = read.map(({ roster }) => roster);
    throw new UsageError(printable(noSuchUser(rosters, word, names(read)), { max: 400 }));
  }
  if (other !== undefined) throw new UsageError(`${printable(word)} is in ${names(found)}: choose one with --file`);
  return only;
}
