import type { PartialRoster } from "../../roster/roster";
import { parseArn } from "../../terms/arns";

/** The account that a roster is about: its id, or the account of the role that is assumed. @returns undefined for any account */
export function accountOf({ account }: Pick<PartialRoster, "account">): string | undefined {
  return account.id ?? (account.assumeRole === undefined ? undefined : parseArn(account.assumeRole.roleArn)?.accountId);
}

/** Whether two rosters may be about the same account: one that does not say which can be any. */
export function mayShareAccount(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}
