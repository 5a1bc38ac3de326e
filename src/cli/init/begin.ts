import {
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { liesIn } from "../../files/within";
import { writeWhole } from "../../files/write-whole";
import { UsageError } from "../command";
import type { StartingFile } from "./starting-files";

/** What became of each file of a new project. */
export interface Begun {
  readonly written: readonly string[];
  /** There before, with what was added. */
  readonly extended: readonly { readonly name: string; readonly added: readonly string[] }[];
  /** There before, and left as they are. */
  readonly kept: readonly string[];
}

/**
 * Writes the files that are not there, all of them or none, and writes over nothing.
 * @param check looks at the drafts, in a folder as they will be in the project; false: nothing is written
 * @returns undefined when the check said no
 */
export async function begin(
  folder: string,
  files: readonly StartingFile[],
  check: (drafts: string) => Promise<boolean>,
): Promise<Begun | undefined> {
  const made: string[] = [];
  const changed = new Map<string, string>();
  mkdirWithin(folder, made);
  let drafts: string | undefined;
  try {
    const kept: string[] = [];
    const extended: { name: string; added: readonly string[]; text: string }[] = [];
    const missing: StartingFile[] = [];
    for (const file of files) {
      const name = [file.name, ...(file.elsewhere ?? [])].find((place) => isThere(join(folder, place)));
      if (name === undefined) {
        missing.push(file);
        continue;
      }
      const present = file.extend === undefined ? undefined : readFileSync(join(folder, name), "utf8");
      const extension = present === undefined ? undefined : file.extend?.(present);
      if (extension === undefined || extension.added.length === 0) kept.push(name);
      else extended.push({ name, ...extension });
    }
    // On the same disk: what fits there as a draft fits there whole.
    drafts = mkdtempSync(join(folder, ".roster-init-"));
    for (const { name, text } of missing) {
      mkdirSync(dirname(join(drafts, name)), { recursive: true });
      writeFileSync(join(drafts, name), text, { flag: "wx" });
    }
    if (!(await check(drafts))) {
      rmSync(drafts, { recursive: true });
      undo(made, changed);
      return undefined;
    }
    for (const { name } of missing) {
      const path = join(folder, name);
      mkdirWithin(dirname(path), made);
      if (!liesIn(dirname(path), folder)) throw new UsageError(`${name}: a link leads out of ${folder}`);
      // Unlike a rename, this fails where somebody has made the file meanwhile.
      copyFileSync(join(drafts, name), path, constants.COPYFILE_EXCL);
      made.push(path);
    }
    for (const { name, text } of extended) {
      const path = realpathSync(join(folder, name));
      changed.set(path, readFileSync(path, "utf8"));
      writeWhole(path, text, { shared: true });
    }
    const written = missing.map(({ name }) => name);
    return { written, kept, extended: extended.map(({ name, added }) => ({ name, added })) };
  } catch (error) {
    if (drafts !== undefined) rmSync(drafts, { recursive: true, force: true });
    undo(made, changed);
    throw error;
  } finally {
    if (drafts !== undefined) rmSync(drafts, { recursive: true, force: true });
  }
}

/** A link that leads nowhere is there too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Makes a folder and those above it, and notes each that is new. */
function mkdirWithin(folder: string, made: string[]): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  made.push(first);
  let at = first;
  for (const step of relative(first, folder)
    .split(sep)
    .filter((part) => part !== "")) {
    at = join(at, step);
    made.push(at);
  }
}

/** The last thing first, so that folders are empty again. */
function undo(made: readonly string[], changed: ReadonlyMap<string, string>): void {
  for (const [path, text] of changed) writeWhole(path, text, { shared: true });
  for (const path of [...made].reverse()) {
    if (!existsSync(path)) continue;
    if (!lstatSync(path).isDirectory()) rmSync(path, { force: true });
    else
      try {
        rmdirSync(path);
      } catch {
        // Somebody else has put something into it.
      }
  }
}
