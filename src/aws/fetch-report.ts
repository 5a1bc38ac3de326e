import { setTimeout as sleep } from "node:timers/promises";
import { defined } from "../text/defined";
import type { LiveAccount } from "./account";
import { CallFailed, Interrupted } from "./failures";

export interface FetchedReport {
  readonly csv: string;
  /** ISO. AWS makes a new one only when the last is four hours old. */
  readonly generated: string | undefined;
}

export interface FetchOptions {
  /** How long AWS may take to make it. @default 300000 */
  readonly timeoutMs?: number | undefined;
  /** Between two questions whether it is ready, at most: the first waits are shorter. @default 2000 */
  readonly pollMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The report of a small account is ready almost at once. */
const FIRST_WAIT_MS = 100;

const NOT_YET = /^(Credential)?Report(NotPresent|Expired|NotReady|InProgress)$/;

/**
 * Has the credential report made, waits until AWS says COMPLETE, and reads it.
 * @throws CallFailed ReportInProgress when it is not ready in time
 */
export async function fetchCredentialReport(account: LiveAccount, options: FetchOptions = {}): Promise<FetchedReport> {
  const { timeoutMs = 300_000, pollMs = 2_000, signal } = options;
  const end = Date.now() + timeoutMs;
  for (let wait = Math.min(FIRST_WAIT_MS, pollMs); ; wait = Math.min(2 * wait, pollMs)) {
    const { State } = await account.call("iam:GenerateCredentialReport", {});
    const report = State === "COMPLETE" ? await readReport(account) : undefined;
    if (report !== undefined) return report;
    if (Date.now() + wait > end) {
      const words = `the credential report was not ready after ${Math.round(timeoutMs / 1000)} s; run the command again`;
      throw new CallFailed("iam:GetCredentialReport", "ReportInProgress", words);
    }
    await sleep(wait, undefined, defined({ signal })).catch(() => {
      throw new Interrupted();
    });
  }
}

/** Undefined while there is no report that can be used: one can expire between two calls. */
async function readReport(account: LiveAccount): Promise<FetchedReport | undefined> {
  try {
    const { Content, GeneratedTime } = await account.call("iam:GetCredentialReport", {});
    if (Content === undefined) return undefined;
    return { csv: Buffer.from(Content).toString("utf8"), generated: GeneratedTime?.toISOString() };
  } catch (error) {
    if (error instanceof CallFailed && NOT_YET.test(error.code)) return undefined;
    throw error;
  }
}
