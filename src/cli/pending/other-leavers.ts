import { readLog } from "../../leaving/audit-log/audit-log";
import { namesOf, pendingOfOthers } from "../../leaving/pending/others";
import type { PartialRoster } from "../../roster/index";

/** One line a stack: those whom applies of other stacks of the same account were to remove: nothing here removes them, and the account is not clean. */
export function otherLeavers(
  rosters: readonly Pick<PartialRoster, "stack" | "account">[],
  auditFile: string,
): string[] {
  const accounts = new Set(rosters.flatMap(({ account }) => account.id ?? []));
  return pendingOfOthers(readLog(auditFile), new Set(rosters.map(({ stack }) => stack))).flatMap(
    ({ pending, accountId }) =>
      accountId !== undefined && accounts.has(accountId)
        ? [
            `${namesOf(pending)}: left with an apply of the stack ${pending.stack}, and is not proved gone: roster verify`,
          ]
        : [],
  );
}
