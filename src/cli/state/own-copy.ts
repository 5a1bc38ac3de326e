import { existsSync, readFileSync, rmSync } from "node:fs";
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

/** After an apply that ended well: the state is whole, and secrets lie in one place less. */
export function dropOwnCopy({ ownCopy }: LocalState): void {
  if (existsSync(ownCopy)) rmSync(ownCopy);
}
