import type { OpenAccount } from "../../aws/account";
import { type Caller, callerOf, requireAccount } from "../../aws/caller";
import type { PlanPeople } from "../../plan/people";

/** Who runs this. @throws when it is the account of another plan */
export function callerFor({ accountIds }: PlanPeople, account: OpenAccount): Promise<Caller> {
  return accountIds.length > 0 ? requireAccount(account, accountIds) : callerOf(account);
}
