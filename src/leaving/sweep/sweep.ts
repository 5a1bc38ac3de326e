import type { LiveAccount } from "../../aws/account";
import type { Caller } from "../../aws/caller";
import { virtualDevices } from "../../aws/devices";
import { CallFailed, isAbsent } from "../../aws/failures";
import { holdingsOf } from "../../aws/holdings";
import { describeHolding } from "../../aws/kinds";
import { defined } from "../../text/defined";
import type { AuditLog } from "../audit-log/audit-log";
import { stepsFor } from "./removals";
import type { Leftover, Selection } from "./select";

export interface SweepOptions {
  readonly caller: Caller;
  readonly planSha256: string;
  readonly log: AuditLog;
  /** Which command removes it, for the log. @default sweep */
  readonly command?: "sweep" | "deploy";
  /** Called after each thing that is gone. @default - none */
  readonly onRemoved?: ((user: string, what: string, how: "removed" | "was gone") => void) | undefined;
}

/** A call that did not end as calls of a sweep end. What was removed before it stays removed and is in the log. */
export class SweepStopped extends Error {
  public override readonly name = "SweepStopped";
}

/**
 * Removes the leftovers, one call after the other; each is in the log before it is made, and its result after it.
 * What is gone already counts as removed, so that it can be run again; AWS is asked once more whether it is.
 * @throws SweepStopped at the first surprise
 */
export async function sweep(account: LiveAccount, selection: Selection, options: SweepOptions): Promise<number> {
  const { user, leftovers } = selection;
  const gone: Leftover[] = [];
  for (const leftover of leftovers) {
    const { holding, assigned } = leftover;
    const target = describeHolding(holding);
    const results: string[] = [];
    for (const { action, call } of stepsFor(user.name, holding, assigned)) {
      const of = options.log.append({
        event: "call begins",
        command: options.command ?? "sweep",
        accountId: options.caller.accountId,
        runner: options.caller.arn,
        action,
        user: user.name,
        ...defined({ userId: user.userId }),
        id: holding.id,
        target,
        planSha256: options.planSha256,
      });
      const result = await made(call(account), options.log, of, target);
      options.log.append({ event: "call ends", of, result });
      results.push(result);
    }
    const wasGone = results.includes("was gone");
    if (wasGone) gone.push(leftover);
    options.onRemoved?.(user.name, target, wasGone ? "was gone" : "removed");
  }
  await lookAgain(account, user.name, gone);
  return leftovers.length;
}

/** NoSuchEntity is also what AWS says of what it does not see yet: its lists decide. */
async function lookAgain(account: LiveAccount, user: string, gone: readonly Leftover[]): Promise<void> {
  if (gone.length === 0) return;
  const [held, devices] = await Promise.all([holdingsOf(account, user), virtualDevices(account)]);
  const blind = [...held.blind, devices].find((seen) => "permission" in seen);
  if (blind !== undefined) {
    throw new SweepStopped(
      `AWS said of some that they were gone, and ${blind.what} could not be checked: allow ${blind.permission}`,
    );
  }
  const serials = new Set(devices.kind === "found" ? devices.value.map(({ serial }) => serial) : []);
  const still = gone.filter(
    ({ holding }) =>
      serials.has(holding.id) || held.holdings.some(({ kind, id }) => kind === holding.kind && id === holding.id),
  );
  if (still.length === 0) return;
  const what = still.map(({ holding }) => describeHolding(holding)).join(", ");
  throw new SweepStopped(`AWS said NoSuchEntity, and still lists ${what} of ${user}: run the same command again`);
}

async function made(call: Promise<unknown>, log: AuditLog, of: number, target: string): Promise<string> {
  try {
    await call;
    return "done";
  } catch (error) {
    if (isAbsent(error)) return "was gone";
    const words = error instanceof CallFailed ? `${error.code}: ${error.words}` : String(error);
    log.append({ event: "call ends", of, result: words });
    throw new SweepStopped(
      `stopped at ${target}: ${words}\n   Nothing after it was touched. Fix that, then run the same command again.`,
    );
  }
}
