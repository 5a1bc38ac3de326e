import { printable } from "../../text/printable";
import type { Removal } from "../audit-log/entry";

/** One block a leaver; what to do where something is left. */
export function renderRemovals(removals: readonly Removal[]): string {
  return removals
    .flatMap((removal) => [
      `${removal.user}${removal.userId === undefined ? "" : ` (${removal.userId})`}: ${removal.result}`,
      ...removal.checks.map(({ what, result }) => `  ${what}: ${result}`),
      ...(removal.next === undefined ? [] : [`  next: ${removal.next}`]),
    ])
    .map((line) => `${printable(line)}\n`)
    .join("");
}
