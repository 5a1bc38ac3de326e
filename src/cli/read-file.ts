import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "./command";

/**
 * A file that was named on the command line.
 * @param file - is standard input
 * @param next what to do where it cannot be read. @default - nothing is said of it
 * @throws UsageError when there is no such file
 */
export function readFile(file: string, cwd: string, next?: string): Buffer {
  try {
    return readFileSync(file === "-" ? 0 : resolve(cwd, file));
  } catch (error) {
    throw new UsageError(`${nameOf(file)}: ${reasonOf(error)}${next === undefined ? "" : `; ${next}`}`);
  }
}

/** @throws UsageError when there is no such file, or it is not JSON: the parser's own message would quote what it read */
export function readJsonFile(file: string, cwd: string): unknown {
  const text = readFile(file, cwd).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${nameOf(file)} is not JSON`);
  }
}

export function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" ? "no such file" : code === "EISDIR" ? "is a folder" : `could not be read (${code})`;
}
