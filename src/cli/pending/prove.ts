import { connectionOf } from "../../audit/connection";
import { requireAccount } from "../../aws/caller";
import { isVirtualDevice } from "../../aws/kinds";
import { withLog } from "../../leaving/audit-log/audit-log";
import type { Removal } from "../../leaving/audit-log/entry";
import { noPlan, planToProve } from "../../leaving/pending/against-plan";
import { EARLIER_PATIENCE_MS, shorter } from "../../leaving/pending/known";
import { isSettled } from "../../leaving/pending/merge";
import type { Pending } from "../../leaving/pending/pending";
import { verifyRemovals } from "../../leaving/verify/verify";
import type { State } from "../../plan/state";
import type { PartialRoster } from "../../roster/index";
import type { Context } from "../command";
import { patienceMsOf, withAccount } from "../live-account";

type Proving = Context & {
  readonly values: { readonly concurrency: number | undefined; readonly patience: number | undefined };
};

export interface ToProve {
  readonly roster: Pick<PartialRoster, "account">;
  readonly pending: Pending;
  /** The state as it is now. @default - it is not looked at */
  readonly state?: State | undefined;
  readonly auditFile: string;
}

/** Whether those are gone by now who are pending, in the account of the roster; appended to the audit log. */
export async function provePending(
  { roster, pending, state, auditFile }: ToProve,
  input: Proving,
): Promise<readonly Removal[]> {
  if (isSettled(pending)) return [];
  const { stack, planSha256, held } = pending;
  const accountIds = roster.account.id === undefined ? [] : [roster.account.id];
  const plan = planToProve(pending, pending, noPlan(accountIds));
  const found = await withAccount(connectionOf(roster.account, input.env), input, async (account) =>
    verifyRemovals(account, {
      ...{ plan, planSha256, stack, state, held: new Map(Object.entries(held)), signal: input.signal },
      caller: await requireAccount(account, accountIds),
      patienceMs: shorter(patienceMsOf(input), EARLIER_PATIENCE_MS),
    }),
  );
  const removals = state === undefined ? found.map(withoutState) : found;
  await withLog(auditFile, (log) => log.appendAll(removals));
  return removals;
}

/** A device of somebody who stays may be in the state again: only deploy knows, and it must not be deleted by hand then. */
function withoutState(removal: Removal): Removal {
  if (removal.next === undefined || !isVirtualDevice(removal.arn)) return removal;
  return { ...removal, next: "roster deploy: it says whether the state has the device again, or how to delete it" };
}
