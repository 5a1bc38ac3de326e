import { chmodSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type StateLock, whenUnlocked } from "../../terraform/state-lock";
import type { Workspace } from "../../terraform/workspace";
import { defined } from "../../text/defined";
import { isUsable, see } from "./sight";

export interface UnsavedState {
  readonly file: string;
  /** The disk may have been full for this one too. */
  readonly whole: boolean;
}

/**
 * Where terraform puts a state that its backend does not take any more: the connection is lost, the credentials have expired.
 * @returns undefined if there is no such file; otherwise it is private from now on, since it holds secrets
 * @see https://developer.hashicorp.com/terraform/cli/state/recover
 */
export function unsavedState({ directory }: Pick<Workspace, "directory">): UnsavedState | undefined {
  const file = join(directory, "errored.tfstate");
  const seen = see(file);
  if (seen.kind === "absent") return undefined;
  chmodSync(file, 0o600);
  return { file, whole: isUsable(seen) };
}

export interface Storing {
  /** Of the stack. */
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
  readonly onLocked: (lock: StateLock) => void;
}

/**
 * Stores the state that an earlier apply could not. Terraform refuses it when the backend has a later state, or another one.
 * @returns whether there was one
 */
export async function storeUnsaved(workspace: Workspace, { folder, signal, onLocked }: Storing): Promise<boolean> {
  const unsaved = unsavedState({ directory: folder });
  if (unsaved === undefined) return false;
  const { file, whole } = unsaved;
  if (!whole) {
    // Nothing can be stored of it, and it must not stand in the way of what is known otherwise.
    renameSync(file, `${file}.damaged`);
    return false;
  }
  const locking = { product: workspace.binary.product, folder, onLocked };
  await whenUnlocked((more) => workspace.pushState(file, { ...defined({ signal }), ...more }), locking);
  rmSync(file);
  return true;
}
