import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { printable } from "../text/printable";
import { UsageError } from "./command";
import type { FormatTarget, Option, Options } from "./options";

/**
 * Files that are written at the end are judged at the beginning: an audit of an hour must not end with a folder that is not there.
 * @throws UsageError
 */
export function judgeOutputs(options: Options, values: Readonly<Record<string, unknown>>, cwd: string): void {
  for (const [name, option] of Object.entries(options)) {
    for (const file of filesOf(option, values[name])) {
      const refuse = (why: string): never => {
        throw new UsageError(`--${name} ${printable(file)} cannot be written: ${why}`);
      };
      const path = resolve(cwd, file);
      const folder = dirname(path);
      if (isFolder(path)) refuse("it is a folder; name a file in it");
      if (!isFolder(folder)) refuse(`there is no folder ${printable(folder)}`);
    }
  }
}

function filesOf(option: Option, value: unknown): readonly string[] {
  if (option.type === "formats") return (value as readonly FormatTarget[]).flatMap(({ file }) => file ?? []);
  return option.type === "string" && option.writes === true && typeof value === "string" ? [value] : [];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    // Such as below a file: whatever it is, it is no folder.
    return false;
  }
}
