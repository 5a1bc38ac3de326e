import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { writeWhole } from "../../files/write-whole";
import type { LocalState } from "./local-state";
import { isUsable, see } from "./sight";

/**
 * Copies the state before an apply: Terraform empties the file before it writes the new one, and its own backup is one of
 * before its first write. It holds secrets, as the state does.
 */
export function makeOwnCopy({ file, ownCopy }: LocalState): void {
  if (isUsable(see(file))) writeWhole(ownCopy, readFileSync(file));
}

/** A state that Terraform wrote by itself can be read by everybody, and keeps its mode. */
export function closeToOthers({ file, backup }: LocalState): void {
  for (const each of [file, backup]) {
    try {
      chmodSync(each, 0o600);
    } catch (error) {
      // It is not there, or somebody else's, who decides on its mode.
      if (!["ENOENT", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }
}

/** After an apply that ended well: the state is whole, and secrets lie in one place less. */
export function dropOwnCopy({ ownCopy }: LocalState): void {
  if (existsSync(ownCopy)) rmSync(ownCopy);
}
