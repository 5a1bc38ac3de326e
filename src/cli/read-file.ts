import { closeSync, openSync } from "node:fs";
import { resolve } from "node:path";
import { readBounded } from "../files/read-bounded";
import { UsageError } from "./command";

export interface Reading {
  /** What to do where it cannot be read. @default - nothing is said of it */
  readonly next?: string;
  /** Whole mebibytes. @default 512, as V8 has no longer texts */
  readonly maxMebibytes?: number;
  /** What to do where it is larger. @default - nothing is said of it */
  readonly smaller?: string;
}

/**
 * A file that was named on the command line: a regular one, a pipe, or a device, which need not end.
 * @param file - is standard input
 * @throws UsageError when there is no such file, or there is more than is read
 */
export function readFile(file: string, cwd: string, reading: Reading = {}): Buffer {
  const { next, maxMebibytes = 512, smaller } = reading;
  const refuse = (what: string, advice: string | undefined): never => {
    throw new UsageError(`${nameOf(file)}: ${what}${advice === undefined ? "" : `; ${advice}`}`);
  };
  let bytes: Buffer | undefined;
  try {
    bytes = readWhole(file === "-" ? 0 : resolve(cwd, file), maxMebibytes * 1024 * 1024);
  } catch (error) {
    return refuse(reasonOf(error), next);
  }
  return bytes ?? refuse(`has more than the ${maxMebibytes} MiB that are read`, smaller);
}

function readWhole(file: string | number, maxBytes: number): Buffer | undefined {
  if (typeof file === "number") return readBounded(file, maxBytes);
  const descriptor = openSync(file, "r");
  try {
    return readBounded(descriptor, maxBytes);
  } finally {
    closeSync(descriptor);
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
