import type { Removal } from "../../leaving/audit-log/entry";
import { renderRemovals } from "../../leaving/verify/render";
import type { PlannedUser } from "../../plan/people";
import { printable } from "../../text/printable";
import type { EarlierLeavers } from "./leavers";

/** Where each is who was to leave with an earlier apply; empty where there is nobody. */
export function renderEarlier({ removals, finished, leaving, returning, staying }: EarlierLeavers): string {
  const told = (users: readonly PlannedUser[], where: string) =>
    users
      .map(({ name, userId }) => printable(`${name}${userId === undefined ? "" : ` (${userId})`}: ${where}`))
      .map((line) => `${line}\n`);
  const lines = [
    renderFinished(finished),
    renderRemovals(removals),
    ...told(leaving.leavers, "still in the state; this plan removes the user"),
    ...told(returning, "in the roster again, and stays once this plan is applied"),
    ...told(staying.leavers, "in the roster and in the state again, and stays"),
  ].join("");
  return lines === "" ? "" : `leaving with an earlier apply:\n${lines}`;
}

export function allProved(removals: readonly Removal[]): boolean {
  return removals.every(({ result }) => result === "gone");
}

/** MFA devices that are deleted now. */
export function renderFinished(serials: readonly string[]): string {
  return serials
    .map((serial) => `${printable(`deleted ${serial}: an interrupted apply had only deactivated it`)}\n`)
    .join("");
}
