import { shellWord } from "../text/shell-word";
import { TerraformFailure } from "./failure";

/** Who has the state, as every backend's lock says it. */
export interface StateLock {
  readonly id: string;
  readonly who: string;
  readonly since: string;
}

/** Somebody has the state, and kept it for as long as we waited. */
export class StateLocked extends Error {
  public override readonly name = "StateLocked";
}

/** The lock that stopped a command of terraform; undefined when something else did, such as a bucket that may not be read. */
function stateLockOf(error: unknown): StateLock | undefined {
  if (!(error instanceof TerraformFailure)) return undefined;
  const locked = error.diagnostics.find(({ summary }) => /acquiring the state lock/i.test(summary));
  const field = (name: string) =>
    new RegExp(`^\\s*${name}:[ \\t]*(\\S.*)$`, "m").exec(locked?.detail ?? "")?.[1]?.trim();
  const id = field("ID");
  if (id === undefined) return undefined;
  return { id, who: field("Who") ?? "somebody", since: (field("Created") ?? "a time not known").replace(/\.\d+/, "") };
}

/** Whether an apply ended without giving its lock back, as it does when the backend cannot be reached any more. */
export function lockNotReleased(error: unknown): boolean {
  return (
    error instanceof TerraformFailure &&
    error.diagnostics.some(({ summary }) => /releasing the state lock/i.test(summary))
  );
}

export function describeLock({ who, since, id }: StateLock): string {
  return `the state is locked by ${who} since ${since} (lock ${id})`;
}

export interface LockWait {
  readonly lockTimeoutSeconds?: number;
}

export interface Locking {
  readonly product: string;
  /** Of the stack, for the command that ends a lock. */
  readonly folder: string;
  /** Called when somebody has the state, and we wait. */
  readonly onLocked: (lock: StateLock) => void;
}

/** A run that was killed may have left a terraform that ends its work; a colleague's apply takes as long as it takes. */
const LOCK_WAIT_S = 120;

/**
 * A state that somebody has is waited for, once and in words: terraform alone would fail at once, or wait without a word.
 * @throws StateLocked when it still is after that
 */
export async function whenUnlocked<T>(work: (more: LockWait) => Promise<T>, locking: Locking): Promise<T> {
  try {
    return await work({});
  } catch (error) {
    const lock = stateLockOf(error);
    if (lock === undefined) throw error;
    locking.onLocked(lock);
  }
  try {
    return await work({ lockTimeoutSeconds: LOCK_WAIT_S });
  } catch (error) {
    const lock = stateLockOf(error);
    if (lock === undefined) throw error;
    throw stateLocked(lock, locking.product, locking.folder, LOCK_WAIT_S);
  }
}

/** @param folder of the stack; @param seconds that we waited */
export function stateLocked(lock: StateLock, product: string, folder: string, seconds: number): StateLocked {
  return new StateLocked(
    `${describeLock(lock)}, after ${seconds} seconds still.\n   Another run may be at work: wait for it. If it was killed, nobody else will end its lock: ${product} -chdir=${shellWord(folder)} force-unlock ${shellWord(lock.id)}, then the same command again.`,
  );
}
