import type { LiveAccount } from "../../aws/account";
import type { Caller } from "../../aws/caller";
import { CallFailed, isAbsent } from "../../aws/failures";
import { describeHolding } from "../../aws/kinds";
import { defined } from "../../text/defined";
import type { AuditLog } from "../audit-log/audit-log";
import { stepsFor } from "./removals";
import type { Selection } from "./select";

export interface SweepOptions {
  readonly caller: Caller;
  readonly planSha256: string;
  readonly log: AuditLog;
  /** Which command removes it, for the log. @default sweep */
  readonly command?: "sweep" | "deploy";
  /** Called after each thing that is gone. @default - none */
  readonly onRemoved?: ((user: string, what: string) => void) | undefined;
}

/** A call that did not end as calls of a sweep end. What was removed before it stays removed and is in the log. */
export class SweepStopped extends Error {
  public override readonly name = "SweepStopped";
}

/**
 * Removes the leftovers, one call after the other; each is in the log before it is made, and its result after it.
 * What is gone already counts as removed, so that it can be run again.
 * @throws SweepStopped at the first surprise
 */
export async function sweep(account: LiveAccount, selection: Selection, options: SweepOptions): Promise<number> {
  const { user, leftovers } = selection;
  let removed = 0;
  for (const { holding, assigned } of leftovers) {
    const target = describeHolding(holding);
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
      options.log.append({ event: "call ends", of, result: await made(call(account), options.log, of, target) });
    }
    removed++;
    options.onRemoved?.(user.name, target);
  }
  return removed;
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
