import { isHolding } from "../../aws/kinds";
import type { PlannedUser, PlanPeople } from "../../plan/people";
import { stateVersionIn } from "../../plan/stored-state";
import { defined } from "../../text/defined";
import { printable } from "../../text/printable";
import { isObject, listIn, textIn } from "../../text/values";
import type { Pending } from "./pending";

/** What is in the place of the record is not one. */
class PendingDamaged extends Error {
  public override readonly name = "PendingDamaged";
}

/**
 * Reads a record, of this version or of the one before.
 * @param where it lies, for the message; @param stack whose it is
 * @throws PendingDamaged: it may be the only one that knows who was leaving, and is never taken for nobody
 */
export function readPending(text: string, where: string, stack: string): Pending {
  const value = parsed(text);
  if (isObject(value) && typeof value.schemaVersion === "number" && value.schemaVersion > 2)
    throw new PendingDamaged(
      `${where} says who was leaving with an earlier apply, and a newer version of roster wrote it: use that version`,
    );
  const pending = isObject(value) ? pendingIn(value, stack) : undefined;
  if (pending === undefined)
    throw new PendingDamaged(
      `${where} says who was leaving with an earlier apply, and it is damaged. The audit log knows them too ("apply begins"): put back the record from a backup, or move it away and run the same command again, which takes them from the audit log`,
    );
  if (pending.stack !== stack)
    throw new PendingDamaged(
      `${where} says who was leaving with an apply of the stack ${printable(pending.stack)}, and this is the stack ${stack}: two stacks must not share one state; give each its own backend address`,
    );
  return pending;
}

export function pendingText(pending: Pending): string {
  return `${JSON.stringify(pending, undefined, 1)}\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pendingIn(value: Readonly<Record<string, unknown>>, stack: string): Pending | undefined {
  const { schemaVersion, planSha256 = "", begunAt = "", held = {} } = value;
  if (schemaVersion !== 1 && schemaVersion !== 2) return undefined;
  const leavers = every(value.leavers, leaverIn);
  const devices = every(value.devices, deviceIn);
  const stayers = every(value.stayers, textIn);
  const accountIds = every(value.accountIds ?? (schemaVersion === 1 ? [] : undefined), textIn);
  const owner = schemaVersion === 1 ? stack : textIn(value.stack);
  if (leavers === undefined || devices === undefined || stayers === undefined || accountIds === undefined)
    return undefined;
  if (owner === undefined || typeof planSha256 !== "string" || typeof begunAt !== "string" || !isObject(held))
    return undefined;
  const state = value.state === undefined ? undefined : stateIn(value.state);
  if (value.state !== undefined && state === undefined) return undefined;
  return {
    ...{ schemaVersion: 2, stack: owner, accountIds, planSha256, begunAt },
    ...defined({ state }),
    ...{ leavers, devices, stayers },
    // What another version called otherwise is not told.
    held: Object.fromEntries(Object.entries(held).map(([user, things]) => [user, listIn(things).filter(isHolding)])),
  };
}

/** @returns undefined unless each is what it should be: a list of which a part was lost is not that list */
function every<T>(value: unknown, read: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.flatMap((item) => read(item) ?? []);
  return items.length === value.length ? (items as T[]) : undefined;
}

function leaverIn(value: unknown): PlannedUser | undefined {
  if (!isObject(value) || typeof value.address !== "string") return undefined;
  const name = textIn(value.name);
  if (name === undefined) return undefined;
  return {
    ...{ name, address: value.address },
    ...defined({ userId: textIn(value.userId), arn: textIn(value.arn) }),
    forceDestroy: value.forceDestroy === true,
    ...defined({ suspended: textIn(value.suspended) }),
  };
}

function deviceIn(value: unknown): PlanPeople["deletedDevices"][number] | undefined {
  const serial = isObject(value) ? textIn(value.serial) : undefined;
  return serial === undefined
    ? undefined
    : { serial, ...defined({ user: textIn((value as { user?: unknown }).user) }) };
}

function stateIn(value: unknown): Pending["state"] {
  if (value === "none") return value;
  return isObject(value) ? stateVersionIn(value) : undefined;
}
