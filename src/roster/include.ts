import { existsSync, realpathSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { globSync, isDynamicPattern } from "tinyglobby";
import { isWithin, liesIn } from "../files/within";
import { maxFiles } from "./limits";
import type { Path } from "./yaml-tree";

/** One entry of `include:`, and the files that it leads to. */
export interface Include {
  readonly path: Path;
  readonly files: readonly string[];
  readonly problem?: { readonly message: string; readonly fix: string };
}

/** Follows one entry of `include:`. Nothing outside the project is read, whatever `..`, `/` or a symbolic link says. */
export function followInclude(pattern: string, path: Path, from: string, project: string): Include {
  const written = JSON.stringify(pattern);
  const problem = (message: string, fix: string): Include => ({ path, files: [], problem: { message, fix } });
  const outside = () => problem(`include points outside the project: ${written}`, `Move the file into ${project}.`);
  const folder = dirname(from);
  // Before the glob runs: it would walk through whatever it is pointed at.
  if (!isWithin(resolve(folder, beforeWildcards(pattern)), project)) return outside();
  const dynamic = isDynamicPattern(pattern);
  const files = dynamic ? glob(pattern, folder) : [resolve(folder, pattern)].filter((file) => existsSync(file));
  if (files.length === 0) {
    const message = dynamic ? `include matches no file: ${written}` : `include points to no file: ${written}`;
    return problem(message, `Paths are relative to the file that includes, ${relative(project, from)}.`);
  }
  if (files.length > maxFiles) {
    return problem(`include matches ${files.length} files, ${maxFiles} are allowed`, "Narrow the glob.");
  }
  if (!files.every((file) => liesIn(file, project))) return outside();
  return { path, files: files.map((file) => realpathSync(file)) };
}

function glob(pattern: string, cwd: string): string[] {
  const ignore = ["**/node_modules/**", "**/cdktf.out/**"];
  return globSync(pattern, { cwd, ignore, absolute: true, dot: false, followSymbolicLinks: false }).sort();
}

/** The folders of a glob up to its first special character. */
function beforeWildcards(pattern: string): string {
  const special = pattern.search(/[*?[\]{}()!+@\\]/);
  return special < 0 ? pattern : pattern.slice(0, pattern.lastIndexOf("/", special) + 1);
}
