import { jsonDocument } from "../../text/json";
import type { Checked } from "../check";
import { summarise } from "../summary";

/** One document; `schemaVersion` changes when a key loses its meaning. */
export function formatJson(checked: readonly Checked[]): string {
  return jsonDocument({ schemaVersion: 1, ...checkedJson(checked) });
}

/** What was found in rosters, as each document has it whose command reads some. */
export function checkedJson(checked: readonly Checked[]) {
  return {
    files: checked.map(({ file }) => file),
    diagnostics: checked.flatMap(({ diagnostics }) =>
      diagnostics.map(({ frame: _, path: __, ...diagnostic }) => diagnostic),
    ),
    unreadable: checked.flatMap(({ unreadable }) => unreadable),
    summary: summarise(checked),
  };
}
