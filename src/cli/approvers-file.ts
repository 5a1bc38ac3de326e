import { UsageError } from "./command";
import { nameOf, readFile } from "./read-file";

/**
 * Who has approved the change, one login or address a line.
 * @throws UsageError when it is something else: the answer of an API itself, say
 */
export function readApprovers(file: string, cwd: string): string[] {
  const text = readFile(file, cwd, { maxMebibytes: 1, next: "write one login a line; an empty file is nobody" });
  const lines = text.toString("utf8").split(/\r?\n/);
  const names = lines.map((line) => line.trim()).filter((line) => line !== "");
  const wrong = names.findIndex((name) => !/^@?[\w.+-]{1,256}(?:@[\w.-]{1,256})?$/.test(name));
  if (wrong < 0) return names;
  throw new UsageError(`${nameOf(file)} is no list of approvers: one login or address a line, and nothing else`);
}
