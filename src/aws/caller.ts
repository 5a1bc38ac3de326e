import type { LiveAccount } from "./account";

export interface Caller {
  readonly accountId: string;
  /** Of the user, or of the session of a role. */
  readonly arn: string;
}

/** The credentials are of another account than the plan is for. */
class WrongAccount extends Error {
  public override readonly name = "WrongAccount";
}

export async function callerOf(account: LiveAccount): Promise<Caller> {
  const { Account, Arn } = await account.call("sts:GetCallerIdentity", {});
  return { accountId: Account ?? "", arn: Arn ?? "" };
}

/** @throws WrongAccount */
export async function requireAccount(account: LiveAccount, allowed: readonly string[]): Promise<Caller> {
  const caller = await callerOf(account);
  if (allowed.length === 0 || allowed.includes(caller.accountId)) return caller;
  throw new WrongAccount(
    `the plan is for the account ${allowed.join(" or ")}, and these credentials are of ${caller.accountId} (${caller.arn}): use the credentials of the plan's account`,
  );
}
