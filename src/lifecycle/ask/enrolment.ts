import type { LiveAccount } from "../../aws/account";
import { holdingsOf } from "../../aws/holdings";
import { look } from "../../aws/outcome";
import { defined } from "../../text/defined";
import type { Enrolment } from "../invite";
import { type Refusal, refusal } from "../step";

/**
 * Whether somebody has signed in and enabled a device.
 * @param name IAM name
 * @throws CallFailed
 */
export async function enrolmentOf(account: LiveAccount, name: string): Promise<Enrolment | Refusal> {
  const user = await look(`user ${name}`, () => account.call("iam:GetUser", { UserName: name }));
  if (user.kind === "absent") return refusal(`${name} is not in the account: roster deploy comes first`);
  const held = await holdingsOf(account, name, ["mfaDevice"]);
  const [missed] = [...(user.kind === "could not check" ? [user] : []), ...held.blind];
  if (missed !== undefined) return refusal(`${missed.what} could not be looked at: ${missed.permission} is denied`);
  const used = user.kind === "found" ? user.value.User?.PasswordLastUsed?.toISOString() : undefined;
  return {
    ...defined({ passwordLastUsed: used }),
    enabled: new Map(held.holdings.map(({ id, since = "" }) => [id, since])),
  };
}
