import type { LiveAccount } from "../../aws/account";
import { holdingsOf } from "../../aws/holdings";
import { type CouldNotLook, look } from "../../aws/outcome";
import { lastUseOf } from "../../leaving/preflight/last-use";
import type { LastSeen } from "../leave";

export interface Asking {
  /** Where CloudTrail is asked. */
  readonly regions: readonly string[];
  readonly now: Date;
}

/**
 * When users were last seen: password, access keys and 90 days of CloudTrail. What could not be looked at is unknown, never "not seen".
 * @param names IAM names
 * @throws CallFailed
 */
export async function lastSeen(
  account: LiveAccount,
  names: readonly string[],
  asking: Asking,
): Promise<ReadonlyMap<string, LastSeen>> {
  const seen = await Promise.all(names.map(async (name) => [name, await lastSeenOf(account, name, asking)] as const));
  return new Map(seen);
}

async function lastSeenOf(account: LiveAccount, name: string, asking: Asking): Promise<LastSeen> {
  const user = await look(`user ${name}`, () => account.call("iam:GetUser", { UserName: name }));
  if (user.kind === "could not check") return unknown(user);
  // An apply that never was, or somebody who is gone already: nobody can have used it.
  if (user.kind === "absent") return "never";
  const held = await holdingsOf(account, name, ["accessKey"]);
  const { PasswordLastUsed: passwordLastUsed, UserId: userId } = user.value.User ?? {};
  const { use, blind } = await lastUseOf(account, name, held, { ...asking, passwordLastUsed, userId });
  const [missed] = [...held.blind, ...blind];
  if (missed !== undefined) return unknown(missed);
  return use.newest === undefined ? "never" : { at: use.newest };
}

function unknown({ what, permission }: CouldNotLook): LastSeen {
  return { unknown: `${what} could not be looked at, ${permission} is denied` };
}
