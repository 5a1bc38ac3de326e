import { virtualDevices } from "../../aws/devices";
import { AuditLog } from "../../leaving/audit-log/audit-log";
import type { Pending } from "../../leaving/pending/pending";
import { sweep } from "../../leaving/sweep/sweep";
import { callerFor } from "./caller-for";
import type { LeaversOptions } from "./leavers";
import type { Planned } from "./planned";

/**
 * An apply that was cut off between deactivating and deleting an MFA device left one that nobody has, and that the provider would
 * leave there: it takes the refusal to deactivate it again for success. What that apply was to delete, and this plan
 * is to delete, is deleted here, on the record.
 * @returns their serial numbers
 */
export async function finishDevices(
  { people, sha256 }: Planned,
  pending: Pending["devices"],
  { withAccount, auditFile }: Pick<LeaversOptions, "withAccount" | "auditFile">,
): Promise<string[]> {
  const wanted = pending.filter(
    ({ serial }) =>
      people.deletedDevices.some((device) => device.serial === serial) && people.managed.believesAssigned(serial),
  );
  if (wanted.length === 0) return [];
  return withAccount(people, async (account) => {
    const caller = await callerFor(people, account);
    const seen = await virtualDevices(account);
    // Where we may not look the preflight says so, and closes the gate.
    const free = new Set(
      (seen.kind === "found" ? seen.value : []).flatMap(({ serial, user }) => (user === undefined ? [serial] : [])),
    );
    const left = wanted.filter(({ serial }) => free.has(serial));
    const log = AuditLog.open(auditFile);
    try {
      for (const { serial, user: name = "" } of left) {
        const user = people.leavers.find((leaver) => leaver.name === name) ?? {
          name,
          address: "",
          forceDestroy: false,
        };
        const leftovers = [{ holding: { kind: "mfaDevice" as const, id: serial }, assigned: false }];
        await sweep(account, { user, leftovers, managed: [] }, { caller, planSha256: sha256, log, command: "deploy" });
      }
    } finally {
      log.close();
    }
    return left.map(({ serial }) => serial);
  });
}
