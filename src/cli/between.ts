import { realpathSync } from "node:fs";
import { projectFolder } from "../files/project-folder";
import type { ComparedRoster } from "../guards/between/between";
import { judgeBetween } from "../guards/between/index";
import { lineOf } from "../roster/diagnostics";
import { type Diagnostic, diagnose, type Loaded, loadRoster, readableOf } from "../roster/index";
import { projectRosters, type RosterFile } from "./project";

/** A roster that was read, and the file that it was read from. */
export interface Read {
  readonly file: RosterFile;
  readonly loaded: Loaded;
}

export interface Comparing {
  readonly cwd: string;
  readonly today: Date;
  /**
   * Whether a file that is not one of the project's rosters is compared with them too: before something of it is applied, and not
   * where somebody looks at a draft. @default false
   */
  readonly drafts?: boolean;
}

/** Rosters of the project beside those that a command is about, and what could not be read of them, one line each. */
export interface Beside {
  readonly others: readonly Read[];
  readonly unread: readonly string[];
}

/** @param files that the command is about */
export async function readBeside(files: readonly RosterFile[], { cwd, today, drafts }: Comparing): Promise<Beside> {
  const { rosters, problem } = projectRosters(cwd);
  const named = new Set(files.map(realPath));
  const others = rosters.filter((file) => !named.has(realPath(file)));
  if (!drafts && others.length === rosters.length) return { others: [], unread: [] };
  const read: Read[] = [];
  for (const file of others) read.push({ file, loaded: await loadRoster(file.path, { today }) });
  return { others: read, unread: [...(problem === undefined ? [] : [problem]), ...read.flatMap(unreadOf)] };
}

/** What of a roster could not be compared. */
function unreadOf({ file: { name }, loaded }: Read): readonly string[] {
  if (loaded.unreadable.length > 0) return loaded.unreadable;
  if (loaded.kind === "whole") return [];
  return [`${name}: it has errors${loaded.kind === "damaged" ? ", and was read as far as it goes" : ""}`];
}

/** What is wrong between these rosters, and between them and the others of the project: for each, in their order. */
export async function compareRosters(read: readonly Read[], comparing: Comparing): Promise<Diagnostic[][]> {
  const { others, unread } = await readBeside(
    read.map(({ file }) => file),
    comparing,
  );
  const project = projectFolder(comparing.cwd);
  const compared = [...read, ...others].map(comparedOf);
  return read.map(({ loaded }, index) => {
    const own = compared[index];
    if (own === undefined) return [];
    const beside = compared.filter((other) => other !== undefined && other !== own) as ComparedRoster[];
    const context = { ...own, others: beside, unread, project };
    return judgeBetween(context).map((finding) => diagnose(finding, loaded.files));
  });
}

function comparedOf({ loaded }: Read): ComparedRoster | undefined {
  const roster = readableOf(loaded);
  if (roster === undefined) return undefined;
  return {
    roster,
    users: new Map(roster.users.map((user) => [user.name.toLowerCase(), user])),
    placeOf: (place) => {
      const { line, column } = lineOf(place, loaded.files);
      return `${place.file}:${line}:${column}`;
    },
  };
}

/** A file that is not there has no other path than its own. */
function realPath({ path }: RosterFile): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
