import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { maxFileBytes } from "../roster/limits";
import { UsageError } from "./command";
import type { RosterFile } from "./project";
import { readFile } from "./read-file";

/** How a roster is named that comes from standard input. */
export const STDIN = "-";

/**
 * Puts what stands on standard input into a file of its own for as long as it is read: an editor's text, saved nowhere yet.
 * @param cwd where its key files are looked for, as if it were saved there
 */
export async function withStdinRoster<T>(cwd: string, work: (file: RosterFile) => Promise<T>): Promise<T> {
  if (process.stdin.isTTY === true)
    throw new UsageError("- is standard input, and nothing comes from there: roster validate - < users.yaml");
  const text = readFile(STDIN, "", { maxMebibytes: maxFileBytes / 1024 / 1024 });
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-stdin-"));
  try {
    const path = join(folder, "users.yaml");
    writeFileSync(path, text, { mode: 0o600 });
    return await work({ path, name: STDIN, keyFolder: realpathSync(cwd) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
