import type { Entry } from "../audit-log/entry";
import { pendingOfLog, stacksOfLog } from "./of-log";
import type { Pending } from "./pending";

/** Who is pending of other stacks of an account, by the audit log that they share. */
export interface OfOtherStack {
  readonly pending: Pending;
  /** @default - no apply of the stack says it */
  readonly accountId: string | undefined;
}

/** @param known stacks that are looked at by themselves */
export function pendingOfOthers(entries: readonly Entry[], known: ReadonlySet<string>): OfOtherStack[] {
  return [...stacksOfLog(entries)].flatMap(([stack, accountId]) => {
    // Removals of which no stack is known are of no stack here: in no account.
    const pending = known.has(stack) ? undefined : pendingOfLog(entries, { stack, accountId: "" });
    return pending === undefined ? [] : [{ pending, accountId }];
  });
}

/** `alice, bob`, and devices by their serial number. */
export function namesOf({ leavers, devices }: Pick<Pending, "leavers" | "devices">): string {
  return [...leavers.map(({ name }) => name), ...devices.map(({ serial }) => serial)].join(", ");
}
