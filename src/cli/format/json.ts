import { jsonDocument } from "../../text/json";
import type { Checked } from "../check";
import { summarise } from "../summary";

/** One document; `schemaVersion` changes when a key loses its meaning. */
export function formatJson(checked: readonly Checked[]): string {
  const document = {
    schemaVersion: 1,
    files: checked.map(({ file }) => file),
    diagnostics: checked.flatMap(({ diagnostics }) =>
      diagnostics.map(({ frame: _, path: __, ...diagnostic }) => diagnostic),
    ),
    unreadable: checked.flatMap(({ unreadable }) => unreadable),
    summary: summarise(checked),
  };
  return jsonDocument(document);
}
