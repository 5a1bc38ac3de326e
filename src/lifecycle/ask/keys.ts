import type { LiveAccount } from "../../aws/account";
import { holdingsOf } from "../../aws/holdings";
import { look } from "../../aws/outcome";
import { defined } from "../../text/defined";
import type { KeyInAccount } from "../rotate";
import { type Refusal, refusal } from "../step";

/**
 * What IAM says of a user's access keys, by slot.
 * @param slots ids by slot, as the state has them
 * @returns a refusal where something could not be looked at, or lies in no slot
 * @throws CallFailed
 */
export async function keysBySlot(
  account: LiveAccount,
  name: string,
  slots: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, KeyInAccount> | Refusal> {
  const { holdings, blind } = await holdingsOf(account, name, ["accessKey"]);
  const [missed] = blind;
  if (missed !== undefined) return refusal(`${missed.what} could not be looked at: ${missed.permission} is denied`);
  const slotOf = new Map([...slots].map(([slot, id]) => [id, slot]));
  const unmanaged = holdings.filter(({ id }) => !slotOf.has(id)).map(({ id }) => id);
  if (unmanaged.length > 0)
    return refusal(
      `${name} has ${unmanaged.join(", ")}, which no slot of the roster manages: roster adopt --unmanaged ${name} comes first`,
    );
  const keys = new Map<string, KeyInAccount>();
  for (const { id, status, since } of holdings) {
    const used = await look(`the last use of ${id}`, () =>
      account.call("iam:GetAccessKeyLastUsed", { AccessKeyId: id }),
    );
    if (used.kind === "could not check")
      return refusal(`${used.what} could not be looked at: ${used.permission} is denied`);
    if (used.kind === "absent" || since === undefined)
      return refusal(`IAM does not say when ${id} was created and used`);
    const { LastUsedDate: at, ServiceName: service = "", Region: region = "" } = used.value.AccessKeyLastUsed ?? {};
    const use = at === undefined ? undefined : { at: at.toISOString(), service, region };
    keys.set(slotOf.get(id) ?? "", { id, active: status === "Active", created: since, ...defined({ used: use }) });
  }
  return keys;
}
