import type { PlanPeople } from "../../plan/people";
import { defined } from "../../text/defined";
import type { AuditLog } from "../audit-log/audit-log";
import { merged } from "./merge";
import type { Pending } from "./pending";
import type { PendingPlace } from "./place";
import { updatePending } from "./update";

export interface Beginning extends Pick<Pending, "stack" | "begunAt" | "held" | "planSha256"> {
  readonly accountId: string;
  readonly runner: string;
  readonly people: PlanPeople;
  /** The state that the apply begins with. @default - it is not known */
  readonly state?: Pending["state"] | undefined;
  /** What is pending by the audit log and may be in no record. @default - nobody */
  readonly also?: Pending | undefined;
}

/**
 * Writes down, before anything is applied, who leaves with a plan: in the record, with those who are pending, and in the audit log.
 * Nothing may be applied unless both have been written.
 * @returns the record before it and after it
 */
export async function beginApply(
  place: PendingPlace,
  log: AuditLog,
  { stack, begunAt, held, planSha256, accountId, runner, people, also, state }: Beginning,
): ReturnType<typeof updatePending> {
  const mine: Pending = {
    ...{ schemaVersion: 2, stack, accountIds: [accountId], planSha256, begunAt },
    ...defined({ state }),
    leavers: people.leavers,
    devices: people.deletedDevices,
    stayers: people.stayers.map(({ name }) => name),
    held,
  };
  const begun = await updatePending(place, (now) => merged(merged(also, now), mine));
  const leaves = people.leavers.map(({ name, userId = "", arn, address }) => ({
    ...{ user: name, userId, address },
    ...defined({ arn }),
  }));
  log.append({
    event: "apply begins",
    ...{ stack, planSha256, runner, accountId, leaves, devices: people.deletedDevices },
  });
  return begun;
}
