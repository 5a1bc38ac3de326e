import { chmodSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { Pending } from "../../leaving/pending/pending";
import { type StateLock, whenUnlocked } from "../../terraform/state-lock";
import type { Workspace } from "../../terraform/workspace";
import { defined } from "../../text/defined";
import { isUsable, type Seen, see, versionOf } from "./sight";

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
  /** Who is leaving, with the version that the interrupted apply began with: read only when there is something to store. */
  readonly pending: () => Promise<Pending | undefined>;
}

/**
 * Stores the state that an earlier apply could not. Terraform refuses it when the backend has a later state, or another one; a file
 * that no interrupted apply can have left, such as one that somebody committed, is set aside.
 * @returns what to tell; undefined if there was no such state
 */
export async function storeUnsaved(
  workspace: Workspace,
  { folder, signal, onLocked, pending }: Storing,
): Promise<string | undefined> {
  const unsaved = unsavedState({ directory: folder });
  if (unsaved === undefined) return undefined;
  const { file } = unsaved;
  const why = notToStore(see(file), await pending());
  if (why !== undefined) {
    // It must not stand in the way of what is known otherwise.
    renameSync(file, `${file}.not-stored`);
    return `${basename(file)} was not stored and is now ${basename(file)}.not-stored: ${why}`;
  }
  const locking = { product: workspace.binary.product, folder, onLocked };
  await whenUnlocked((more) => workspace.pushState(file, { ...defined({ signal }), ...more }), locking);
  rmSync(file);
  return "the state that an earlier apply could not save is stored now";
}

function notToStore(seen: Seen, pending: Pending | undefined): string | undefined {
  if (!isUsable(seen)) return "it is damaged";
  if (pending === undefined) return "no apply of this stack is known to have been interrupted";
  const [begun, version] = [pending.state, versionOf(seen)];
  if (begun === undefined || begun === "none" || version === undefined) return undefined;
  if (version.lineage !== begun.lineage)
    return "it is another state than the one that the interrupted apply began with";
  return version.serial < begun.serial ? "it is older than the state that the interrupted apply began with" : undefined;
}
