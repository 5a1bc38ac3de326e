import { existsSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { globSync, isDynamicPattern } from "tinyglobby";
import { liesIn } from "./source-file";
import type { Path } from "./yaml-tree";

/** One entry of `include:`, and the files that it leads to. */
export interface Include {
  readonly path: Path;
  readonly files: readonly string[];
  readonly problem?: string;
}

/** A glob that leads to more is a mistake, and reading on would not end in bounded time. */
const maxFiles = 1000;

/** Follows one entry of `include:`. Nothing outside the project is read, whatever `..`, `/` or a symbolic link says. */
export function followInclude(pattern: string, path: Path, from: string, project: string): Include {
  const folder = dirname(from);
  const files = isDynamicPattern(pattern)
    ? globSync(pattern, { cwd: folder, absolute: true, dot: false, followSymbolicLinks: false }).sort()
    : [resolve(folder, pattern)];
  const missing = files.find((file) => !existsSync(file));
  if (files.length === 0) return { path, files: [], problem: `include matches no file: ${JSON.stringify(pattern)}` };
  if (missing !== undefined)
    return { path, files: [], problem: `include leads to no file: ${JSON.stringify(pattern)}` };
  if (files.length > maxFiles)
    return { path, files: [], problem: `include matches ${files.length} files, more than ${maxFiles}` };
  const outside = files.some((file) => !liesIn(file, project));
  if (outside) return { path, files: [], problem: `include leads out of the project: ${JSON.stringify(pattern)}` };
  return { path, files: files.map((file) => realpathSync(file)) };
}
