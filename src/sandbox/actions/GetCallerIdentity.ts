import type { Action } from "../call";

/** Needs no permission, and no policy can deny it. */
export const GetCallerIdentity: Action = {
  resource: () => undefined,
  run: ({ caller }) => ({ Arn: caller.arn, UserId: caller.userId, Account: caller.account.accountId }),
};
