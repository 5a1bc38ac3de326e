import { lstatSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../files/make-folder";
import { MARKER } from "./files";

/** The files of one stack, and the folder that is to hold them. */
export interface HclFolder {
  readonly folder: string;
  /** Texts by file name. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Installed {
  readonly folder: string;
  /** Names of files that are new or changed. */
  readonly written: readonly string[];
  /** Names of files of an earlier run that no entry stands for any more. */
  readonly removed: readonly string[];
}

/** A file in the way that `roster hcl` has not written. */
export class ForeignFile extends Error {
  public override readonly name = "ForeignFile";
}

/**
 * Puts the files of stacks into place below `out`. All are written beside it first: a failure leaves what was there as it
 * was. What is the same already is not touched, and neither is any file that does not begin with the marker.
 *
 * @throws ForeignFile before anything is written
 */
export function installHcl(out: string, stacks: readonly HclFolder[]): Installed[] {
  const planned = stacks.map(compare);
  makeFolder(out);
  const draft = mkdtempSync(join(out, ".hcl-"));
  try {
    for (const [index, { written, files }] of planned.entries()) {
      for (const name of written) writeFileSync(join(draft, `${index}-${name}`), files.get(name) ?? "");
    }
    for (const [index, { folder, written, removed }] of planned.entries()) {
      makeFolder(folder);
      // Removed first: a file system without regard to case may have the new file under the old name.
      for (const name of removed) rmSync(join(folder, name));
      for (const name of written) renameSync(join(draft, `${index}-${name}`), join(folder, name));
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return planned.map(({ folder, written, removed }) => ({ folder, written, removed }));
}

function compare({ folder, files }: HclFolder): HclFolder & Installed {
  const present = namesIn(folder).filter((name) => name.endsWith(".tf") || name === "cdk.tf.json");
  if (present.includes("cdk.tf.json")) {
    throw new ForeignFile(`${join(folder, "cdk.tf.json")} is the same stack as JSON; choose another folder with --out`);
  }
  const ours = new Map(present.flatMap((name) => ourText(join(folder, name), name)));
  const foreign = present.find((name) => files.has(name) && !ours.has(name));
  if (foreign !== undefined) {
    throw new ForeignFile(
      `${join(folder, foreign)} was not written by roster hcl; move it away, or choose another folder with --out`,
    );
  }
  return {
    folder,
    files,
    written: [...files].filter(([name, text]) => ours.get(name) !== text).map(([name]) => name),
    removed: [...ours.keys()].filter((name) => !files.has(name)),
  };
}

function ourText(path: string, name: string): [string, string][] {
  if (!lstatSync(path).isFile()) return [];
  const text = readFileSync(path, "utf8");
  return text.startsWith(MARKER) ? [[name, text]] : [];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
