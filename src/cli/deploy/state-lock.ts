import { TerraformFailure } from "../../terraform/failure";
import { shellWord } from "../../text/shell-word";

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
export function stateLockOf(error: unknown): StateLock | undefined {
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

/** @param folder of the stack; @param seconds that we waited */
export function stateLocked(lock: StateLock, product: string, folder: string, seconds: number): StateLocked {
  return new StateLocked(
    `${describeLock(lock)}, after ${seconds} seconds still.\n   Another run may be at work: wait for it. If it was killed, nobody else will end its lock: ${product} -chdir=${shellWord(folder)} force-unlock ${shellWord(lock.id)}, then the same command again.`,
  );
}
