import { setTimeout as sleep } from "node:timers/promises";

export interface Posting {
  readonly signal?: AbortSignal | undefined;
  /** How long one try may take. @default 10,000 */
  readonly timeoutMs?: number;
  /** @default - waits */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

const TRIES = 4;
const LONGEST_WAIT_S = 30;

/**
 * Posts JSON to a webhook. Only "too many requests" is tried again: after any other failure the message may be there already.
 * @returns undefined when it was taken, otherwise why not; the address is not in it
 */
export async function post(url: URL, payload: unknown, options: Posting = {}): Promise<string | undefined> {
  const { signal, timeoutMs = 10_000 } = options;
  const wait =
    options.wait ?? ((milliseconds: number) => sleep(milliseconds, undefined, { ...(signal && { signal }) }));
  const body = JSON.stringify(payload);
  for (let left = TRIES - 1; ; left--) {
    const timeout = AbortSignal.timeout(timeoutMs);
    let answer: Response;
    try {
      answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        // Another address is not the one that was meant to have it.
        redirect: "manual",
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      await answer.body?.cancel();
    } catch (error) {
      if (signal?.aborted) return "it was interrupted";
      return timeout.aborted ? `no answer within ${timeoutMs / 1000} s` : `the connection failed${codeOf(error)}`;
    }
    if (answer.ok) return undefined;
    if (answer.status !== 429) return `it answered ${answer.status}${hints[answer.status] ?? ""}`;
    const seconds = waitOf(answer.headers.get("retry-after"));
    if (left === 0) return `it answered 429, too many requests, ${TRIES} times`;
    if (seconds > LONGEST_WAIT_S) return `it answered 429, and asks to wait longer than ${LONGEST_WAIT_S} s`;
    try {
      await wait(seconds * 1000);
    } catch {
      return "it was interrupted";
    }
  }
}

const hints: Readonly<Record<number, string>> = {
  400: ": is --to the service that the webhook belongs to?",
  403: ": the webhook is not allowed to post any more",
  404: ": there is no such webhook any more",
};

/** Retry-After in seconds; a date, or nothing that can be read, is one second. */
function waitOf(header: string | null): number {
  return header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header.trim()) : 1;
}

/** The words of an error may quote the address; its code cannot. */
function codeOf(error: unknown): string {
  const code = (error as { cause?: { code?: unknown } }).cause?.code;
  return typeof code === "string" && /^[A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : "";
}
