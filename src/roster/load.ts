import { dirname, resolve } from "node:path";
import { realProjectFolder } from "../files/project-folder";
import { maxFindings } from "../rules/run";
import { accept } from "./accept";
import { byPlace, type Diagnostic, diagnose } from "./diagnostics";
import type { Loaded } from "./loaded";
import { normalise } from "./normalise";
import { read } from "./read";
import { readingFinding } from "./rules";
import type { SourceFile } from "./source-file";

export interface LoadOptions {
  /** The folder that includes may not leave. @default - the nearest folder above the file with a cdktf.json */
  readonly project?: string;
  /**
   * The folder in which the files of PGP keys are, where the roster is a copy without them.
   * @default - the project
   */
  readonly keyFolder?: string;
  /** @default - now */
  readonly today?: Date;
}

/** Reads a roster and its includes: YAML, schema, references between files, PGP keys. Never throws for bad input. */
export async function loadRoster(file: string, options: LoadOptions = {}): Promise<Loaded> {
  const path = resolve(file);
  const project = options.project ?? realProjectFolder(dirname(path));
  const found = read(path, project);
  const { files, unreadable } = found;
  const { today = new Date(), keyFolder = project } = options;
  const { main, included, damaged, keyFiles, diagnostics: refused } = await accept(found, { today, keyFolder });
  const diagnostics = told([...found.diagnostics, ...refused], files);
  if (main === undefined) return { kind: "unreadable", diagnostics, unreadable, files };
  const partial = normalise(main, included, keyFiles);
  if (diagnostics.length + unreadable.length > 0) {
    return { kind: "damaged", partial, damaged, diagnostics, unreadable, files };
  }
  return { kind: "whole", roster: { ...partial, whole: true }, diagnostics, unreadable, files };
}

/** By place, and with a line that says that there are more than anybody reads. */
function told(found: readonly Diagnostic[], files: ReadonlyMap<string, SourceFile>): Diagnostic[] {
  const diagnostics = found.slice(0, maxFindings);
  const [first] = files.values();
  if (diagnostics.length === maxFindings && first !== undefined) {
    const message = `there are more than ${maxFindings} problems; the others are not shown`;
    const fix = "Fix the first ones, then check again.";
    diagnostics.push(diagnose(readingFinding("too-many", { message, fix, file: first.name, path: [] }), files));
  }
  return diagnostics.sort(byPlace);
}
