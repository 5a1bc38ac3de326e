import type { Account } from "../../roster/roster";
import type { Connection } from "../account";

/** Where a roster's account is, and as whom it is asked. */
export function connectionOf(account: Account | undefined, env: NodeJS.ProcessEnv): Connection {
  return {
    env,
    ...(account === undefined ? {} : { region: account.region }),
    ...(account?.assumeRole === undefined ? {} : { assumeRole: account.assumeRole }),
  };
}
