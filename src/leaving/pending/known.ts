import { readLog } from "../audit-log/audit-log";
import { merged } from "./merge";
import { type OfLog, pendingOfLog } from "./of-log";
import type { Pending } from "./pending";
import type { PendingPlace } from "./place";

/**
 * Who is pending: by the record and by the audit log, so that one that is lost does not lose anybody.
 * @throws when one of the two is there and cannot be read
 */
export async function knownPending(
  place: PendingPlace,
  auditFile: string,
  of: OfLog,
): Promise<{ pending: Pending | undefined; record: Pending | undefined }> {
  const record = await place.read();
  return { record, pending: merged(pendingOfLog(readLog(auditFile), of), record) };
}
