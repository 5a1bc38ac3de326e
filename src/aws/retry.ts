import { setTimeout as sleep } from "node:timers/promises";
import { defined } from "../text/defined";
import { type CallFailed, Interrupted, isThrottled } from "./failures";

export interface Patience {
  /** Requests before a call is given up. @default 10 */
  readonly attempts: number;
  /** The first wait is at most this long, each further one twice as long. @default 200 */
  readonly delayMs: number;
}

export const PATIENCE: Patience = { attempts: 10, delayMs: 200 };

const LONGEST_WAIT_MS = 5_000;

/** Answers that AWS itself calls passing, and the ways in which an answer is lost. */
const PASSING =
  /^(ConcurrentModification|EntityTemporarilyUnmodifiable|ServiceFailure|ServiceUnavailable|InternalFailure|InternalError|KMSInternal(Exception)?|DependencyTimeout(Exception)?|RequestTimeout|TimeoutError|ECONNRESET|EPIPE|ETIMEDOUT)$/;

export function isPassing(failure: CallFailed): boolean {
  return isThrottled(failure.code) || PASSING.test(failure.code);
}

/** Waits before the next attempt: a random part of a time that doubles, so that callers do not come back together. */
export async function waitBefore(attempt: number, { delayMs }: Patience, signal?: AbortSignal): Promise<void> {
  const longest = Math.min(LONGEST_WAIT_MS, delayMs * 2 ** (attempt - 2));
  await pause(longest * (0.5 + Math.random() / 2), signal);
}

/** @throws Interrupted */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, defined({ signal }));
  } catch {
    throw new Interrupted();
  }
}
