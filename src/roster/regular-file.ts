import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { readBounded } from "../files/read-bounded";

/** Why a file could not be read, to stand behind its name. */
export class FileProblem extends Error {
  public override readonly name = "FileProblem";
}

export interface Bounds {
  readonly maxBytes: number;
  /** What a larger file is more than, and what to do: `the 10 MiB a roster file may have; split it`. */
  readonly larger: string;
  /** What to do where it is a folder. @default - nothing is said of it */
  readonly folder?: string;
}

/** Reads a file that must be a regular one of bounded size. @throws FileProblem */
export function readRegularFile(path: string, { maxBytes, larger, folder }: Bounds): Buffer {
  let descriptor: number;
  try {
    // Not blocking: opening a named pipe would otherwise wait for a writer for ever.
    descriptor = openSync(path, nonBlockingRead);
  } catch (error) {
    throw new FileProblem(reason(error));
  }
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) throw new FileProblem(`is a folder${folder === undefined ? "" : `; ${folder}`}`);
    if (!stat.isFile()) throw new FileProblem("is not a regular file");
    if (stat.size > maxBytes) throw new FileProblem(`has ${sizeText(stat.size)}, more than ${larger}`);
    const bytes = readBounded(descriptor, maxBytes);
    if (bytes === undefined) throw new FileProblem(`has more than ${larger}`);
    return bytes;
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem(reason(error));
  } finally {
    closeSync(descriptor);
  }
}

const nonBlockingRead = constants.O_RDONLY | constants.O_NONBLOCK;

function sizeText(bytes: number): string {
  const mebibytes = bytes / 1024 / 1024;
  return mebibytes < 1 ? `${(bytes / 1024).toFixed(0)} KiB` : `${mebibytes.toFixed(0)} MiB`;
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const known: Record<string, string> = {
    ENOENT: "no such file",
    EACCES: "may not be read (permission denied)",
    ENOTDIR: "no such file (a folder in its path is a file)",
    ELOOP: "is a symbolic link that leads to itself",
    ENXIO: "is not a regular file",
  };
  return known[code ?? ""] ?? `could not be read (${code ?? String(error)})`;
}
