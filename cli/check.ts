import { judgeLoaded } from "../guards/index";
import { byPlace, type Diagnostic, diagnose, loadRoster, type Roster } from "../roster/index";
import { isoDate } from "../text/iso-date";
import type { RosterFile } from "./project";

/** A roster that was read and judged. */
export interface Checked {
  /** As the caller named it. */
  readonly file: string;
  /** Only when there is no error: what is written here may become a stack. */
  readonly roster: Roster | undefined;
  /** By file and line. */
  readonly diagnostics: readonly Diagnostic[];
  /** Files that could not be read, one line each. */
  readonly unreadable: readonly string[];
}

export interface CheckOptions {
  /** @default - now */
  readonly today?: Date;
}

/** Reads a roster, runs the guards over it, and puts all findings where they are written. */
export async function checkRoster(file: RosterFile, { today = new Date() }: CheckOptions = {}): Promise<Checked> {
  const loaded = await loadRoster(file.path, { today });
  const diagnostics = judgeLoaded(loaded, isoDate(today))
    .map((finding) => diagnose(finding, finding.severity, loaded.files))
    .concat(loaded.diagnostics)
    .sort(byPlace);
  const sound = loaded.unreadable.length === 0 && diagnostics.every(({ severity }) => severity !== "error");
  return { file: file.name, roster: sound ? loaded.roster : undefined, diagnostics, unreadable: loaded.unreadable };
}

/** One after the other: findings keep the order of the files. */
export async function checkRosters(files: readonly RosterFile[], options: CheckOptions = {}): Promise<Checked[]> {
  const checked: Checked[] = [];
  for (const file of files) checked.push(await checkRoster(file, options));
  return checked;
}

/** Exit codes of the design: 1 something could not be read, 3 findings, 0 neither (warnings are no findings here). */
export function exitCodeOf(checked: readonly Checked[]): 0 | 1 | 3 {
  if (checked.some(({ unreadable }) => unreadable.length > 0)) return 1;
  return checked.some(({ roster }) => roster === undefined) ? 3 : 0;
}
