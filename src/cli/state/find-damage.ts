import { existsSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pending } from "../../leaving/pending/pending";
import type { Binary } from "../../terraform/binary";
import { TerraformFailure } from "../../terraform/failure";
import { type Locking, StateLocked, whenUnlocked } from "../../terraform/state-lock";
import { tryLock } from "../../terraform/try-lock";
import { type Damage, damageOf } from "./damage";
import type { LocalState } from "./local-state";
import { look } from "./sight";

export interface Finding extends Pick<Locking, "folder" | "onLocked"> {
  /** What was noted before an apply that has not been proved yet. */
  readonly record: Pending | undefined;
  readonly binary: Binary;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/** Between two looks at a file that somebody may be writing. */
const PAUSE_MS = 500;

/**
 * What is wrong with a local state. Terraform empties the file each time before it writes, so one that is still at work, since only
 * `roster` was killed, is waited for.
 * @throws StateLocked when somebody has the state and keeps it
 */
export async function findDamage(state: LocalState, finding: Finding): Promise<Damage | undefined> {
  const { record } = finding;
  for (;;) {
    const written = writtenAt(state);
    const damage = damageOf(look(state), record);
    if (damage === undefined || !existsSync(state.lockInfo)) return damage;
    await unlocked(state, finding);
    await sleep(PAUSE_MS);
    if (written === writtenAt(state)) return damage;
  }
}

async function unlocked({ file }: LocalState, { binary, env, signal, folder, onLocked }: Finding): Promise<void> {
  const locking = { product: binary.product, folder, onLocked };
  try {
    await whenUnlocked((more) => tryLock(file, binary, { env, signal, ...more }), locking);
  } catch (error) {
    // What else stops a plan of nothing, such as a state that is cut, says that nobody has it.
    if (error instanceof StateLocked || !(error instanceof TerraformFailure) || error.reason !== "exit") throw error;
  }
}

function writtenAt({ file }: LocalState): string {
  const at = statSync(file, { throwIfNoEntry: false });
  return at === undefined ? "" : `${at.mtimeMs} ${at.size}`;
}
