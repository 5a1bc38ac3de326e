import type { Caller } from "../../aws/caller";
import type { PlannedUser } from "../../plan/people";
import { defined } from "../../text/defined";
import type { AuditLog } from "../audit-log/audit-log";

/** Who was to leave, and is managed and not removed: the log says so, since there will be no proof of a removal. */
export function logStays(
  log: AuditLog,
  users: readonly Pick<PlannedUser, "name" | "userId">[],
  { stack, planSha256, caller }: { readonly stack: string; readonly planSha256: string; readonly caller: Caller },
): void {
  const about = { stack, accountId: caller.accountId, runner: caller.arn, planSha256 };
  for (const { name, userId } of users) log.append({ event: "stays", ...about, user: name, ...defined({ userId }) });
}
