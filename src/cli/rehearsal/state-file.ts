import { readFileSync } from "node:fs";
import { loadState, type SandboxState } from "../../sandbox/index";
import { UsageError } from "../command";

/** What a sandbox has saved. @throws UsageError that quotes nothing of the file: it holds the seeds of MFA devices */
export function readStateFile(file: string): SandboxState {
  try {
    return loadState(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof SyntaxError ? "it is not JSON" : error instanceof Error ? error.message : "";
    throw new UsageError(`--state ${file} cannot be read: ${reason}`);
  }
}
