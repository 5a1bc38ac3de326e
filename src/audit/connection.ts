import type { Connection } from "../aws/account";
import type { Account } from "../roster/roster";
import { defined } from "../text/defined";

/** Where a roster's account is, and as whom it is asked. */
export function connectionOf(account: Account | undefined, env: NodeJS.ProcessEnv): Connection {
  return {
    env,
    ...defined({ region: account?.region, assumeRole: account?.assumeRole }),
  };
}
