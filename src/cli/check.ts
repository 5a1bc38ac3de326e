import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { realProjectFolder } from "../files/project-folder";
import { nameIn } from "../files/within";
import { judgeLoaded } from "../guards/index";
import { byPlace, type Diagnostic, diagnose, type Loaded, loadRoster, type Roster } from "../roster/index";
import { defined } from "../text/defined";
import { isoDate } from "../text/iso-date";
import { type Comparing, compareRosters, type Read } from "./between";
import type { RosterFile } from "./project";

/** A roster that was read and judged. Without an error it is sound, and what is written in it may become a stack. */
export type Checked = SoundRoster | RefusedRoster;

export interface SoundRoster extends Judgement {
  readonly kind: "sound";
  readonly roster: Roster;
}

/** Refused by an error, or not readable in part or at all. */
export interface RefusedRoster extends Judgement {
  readonly kind: "refused" | "unreadable";
}

interface Judgement {
  /** As the caller named it. */
  readonly file: string;
  /** By file and line; of a sound roster warnings only. */
  readonly diagnostics: readonly Diagnostic[];
  /** Files that could not be read, one line each. */
  readonly unreadable: readonly string[];
}

export interface Checking extends Comparing {
  /** Somebody else who judges what was read. @default - nobody */
  readonly ask?: ((loaded: Loaded) => Promise<Diagnostic[]>) | undefined;
}

/**
 * Reads rosters, runs the guards over them and between them and the others of the project, and puts all findings where they are
 * written. Findings keep the order of the files.
 */
export async function checkRosters(files: readonly RosterFile[], options: Checking): Promise<Checked[]> {
  const { today, ask } = options;
  const read: Read[] = [];
  for (const file of files) {
    const { path, keyFolder } = file;
    read.push({ file, loaded: await loadRoster(path, { today, ...defined({ keyFolder }) }) });
  }
  const between = await compareRosters(read, options);
  const asked: Diagnostic[][] = [];
  for (const { loaded } of read) asked.push((await ask?.(loaded)) ?? []);
  return read.map(({ file, loaded }, index) => {
    const named = namesFor(file, loaded, options.cwd);
    const diagnostics = [...diagnosticsOf(loaded, today), ...(between[index] ?? []), ...(asked[index] ?? [])]
      .sort(byPlace)
      .map((found) => ({ ...found, file: named.of(found.file) }));
    const judgement = { file: file.name, diagnostics, unreadable: loaded.unreadable.map(named.in) };
    if (loaded.unreadable.length > 0) return { kind: "unreadable", ...judgement };
    const hasErrors = diagnostics.some(({ severity }) => severity === "error");
    return loaded.kind === "whole" && !hasErrors
      ? { kind: "sound", roster: loaded.roster, ...judgement }
      : { kind: "refused", ...judgement };
  });
}

/** A roster names its files relative to their project; the caller, and an annotation, open them from the folder they are in. */
function namesFor(file: RosterFile, { files }: Loaded, cwd: string) {
  const own = nameIn(realProjectFolder(dirname(file.path)), file.path);
  const of = (name: string) => {
    if (name === own) return file.name;
    const path = files.get(name)?.path;
    return path === undefined ? name : nameIn(realpathSync(cwd), path);
  };
  return { of, in: (line: string) => (line.startsWith(`${own}:`) ? `${file.name}${line.slice(own.length)}` : line) };
}

/** What reading a roster found and what the guards say of it, by place. */
export function diagnosticsOf(loaded: Loaded, today: Date): Diagnostic[] {
  return judgeLoaded(loaded, isoDate(today))
    .map((finding) => diagnose(finding, loaded.files))
    .concat(loaded.diagnostics)
    .sort(byPlace);
}

/** The rosters when all of them are sound, else undefined: stacks are made of all, or of none. */
export function soundRosters(checked: readonly Checked[]): SoundRoster[] | undefined {
  const sound = checked.filter((one) => one.kind === "sound");
  return sound.length === checked.length ? sound : undefined;
}

/** Exit codes of the design: 1 something could not be read, 3 errors, 0 neither. Warnings do not count. */
export function exitCodeOf(checked: readonly Checked[]): 0 | 1 | 3 {
  if (checked.some(({ kind }) => kind === "unreadable")) return 1;
  return checked.some(({ kind }) => kind === "refused") ? 3 : 0;
}
