import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { globSync, isDynamicPattern } from "tinyglobby";
import { projectFolder } from "../files/project-folder";
import { nameIn } from "../files/within";
import { UsageError } from "./command";

/** The folder that people work in, and the rosters that belong to it. */
export interface Project {
  /** The folder of cdktf.json. */
  readonly folder: string;
  /** Roster files, absolute, in the order of cdktf.json. */
  readonly rosters: readonly string[];
}

/**
 * Finds the project at or above a folder.
 * @throws UsageError when cdktf.json is not readable, or `rosters` matches no file
 */
function findProject(cwd: string): Project {
  const base = projectFolder(cwd);
  const cdktfJson = resolve(base, "cdktf.json");
  const patterns = existsSync(cdktfJson) ? rosterPatterns(cdktfJson) : ["users.yaml"];
  const rosters = patterns.flatMap((pattern) => {
    if (!isDynamicPattern(pattern)) return [resolve(base, pattern)];
    const files = globSync(pattern, { cwd: base, absolute: true, followSymbolicLinks: false }).sort();
    if (files.length === 0) throw new UsageError(`rosters in cdktf.json matches no file: ${JSON.stringify(pattern)}`);
    return files;
  });
  return { folder: base, rosters: [...new Set(rosters)] };
}

/** The context key `rosters` of cdktf.json: files or globs; default users.yaml. */
function rosterPatterns(cdktfJson: string): string[] {
  let parsed: { context?: { rosters?: unknown } };
  try {
    parsed = JSON.parse(readFileSync(cdktfJson, "utf8"));
  } catch (error) {
    throw new UsageError(`cdktf.json is not readable: ${error instanceof Error ? error.message : String(error)}`);
  }
  const rosters = parsed?.context?.rosters ?? ["users.yaml"];
  const list = Array.isArray(rosters) ? rosters : [rosters];
  if (list.length === 0 || !list.every((entry) => typeof entry === "string" && entry !== "")) {
    throw new UsageError('context.rosters in cdktf.json must be a list of files or globs, such as ["accounts/*.yaml"]');
  }
  return list;
}

/** `projectId` of a project's cdktf.json. @returns undefined if it has no `projectId` */
export function projectIdOf(folder: string): string | undefined {
  try {
    const { projectId } = JSON.parse(readFileSync(resolve(folder, "cdktf.json"), "utf8")) as { projectId?: unknown };
    return typeof projectId === "string" && projectId !== "" ? projectId : undefined;
  } catch {
    return undefined;
  }
}

export interface RosterFile {
  /** Absolute. */
  readonly path: string;
  /** As people name it: relative to the folder they are in. */
  readonly name: string;
  /** Where the files of PGP keys are, where it is a copy without them. @default - its project */
  readonly keyFolder?: string;
}

/** The roster files that a command is about: those it was given, or those of the project. */
export function chooseRosters(files: readonly string[], cwd: string): readonly RosterFile[] {
  const chosen = files.length > 0 ? files.map((file) => resolve(cwd, file)) : findProject(cwd).rosters;
  return chosen.map((path) => ({ path, name: nameIn(cwd, path) }));
}

/**
 * The rosters of the project, for whoever has been told which one to take. Where nothing is said, `users.yaml` is one if it is there.
 * @returns also why they are not known
 */
export function projectRosters(cwd: string): { readonly rosters: readonly RosterFile[]; readonly problem?: string } {
  try {
    const { folder, rosters } = findProject(cwd);
    const assumed = resolve(folder, "users.yaml");
    const there = rosters.filter((path) => path !== assumed || existsSync(path));
    return { rosters: there.map((path) => ({ path, name: nameIn(cwd, path) })) };
  } catch (error) {
    return { rosters: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a command finds this roster by itself: any other has to be named. */
export function isOnlyRoster(path: string, cwd: string): boolean {
  const [only, ...others] = projectRosters(cwd).rosters;
  return only?.path === path && others.length === 0;
}
