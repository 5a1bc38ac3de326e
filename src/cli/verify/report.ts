import type { Removal } from "../../leaving/audit-log/entry";
import { renderRemovals } from "../../leaving/verify/render";
import type { Renderers } from "../../rules/formats";
import { jsonDocument } from "../../text/json";
import { printable } from "../../text/printable";

/** What `roster verify` found. */
export interface VerifyReport {
  readonly removals: readonly Removal[];
  /** Where somebody may be pending who is not in it, one line each. */
  readonly couldNotLook: readonly string[];
  /** Said where there are no removals. */
  readonly nobody: string;
}

export const verifyFormats = {
  text: ({ removals, couldNotLook, nobody }) =>
    [
      removals.length === 0 && couldNotLook.length === 0 ? `${nobody}\n` : renderRemovals(removals),
      ...couldNotLook.map((line) => `could not check: ${printable(line)}\n`),
    ].join(""),
  json: ({ removals, couldNotLook }) => jsonDocument({ schemaVersion: 1, removals, couldNotLook }),
} as const satisfies Renderers<VerifyReport>;

export function exitCodeOf({ removals, couldNotLook }: VerifyReport): number {
  return couldNotLook.length === 0 && removals.every(({ result }) => result === "gone") ? 0 : 3;
}
