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

/** AWS forgets within seconds: of an apply before this one nobody has to be waited for as long as of one that just ended. */
export const EARLIER_PATIENCE_MS = 10_000;

/** @returns undefined where neither is known */
export function shorter(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
