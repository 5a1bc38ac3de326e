import { formatDiagnostic } from "../../roster/index";
import { printable } from "../../text/printable";
import type { Checked } from "../check";
import { summaryLine } from "../summary";

/** Every finding with its lines, then one line that sums up. */
export function formatText(checked: readonly Checked[]): string {
  const blocks = checked.flatMap(({ diagnostics }) =>
    diagnostics.map((diagnostic) => `${formatDiagnostic(diagnostic)}\n`),
  );
  const names = checked.map(({ file }) => printable(file)).join(", ");
  return `${[...blocks, `${names}: ${summaryLine(checked)}`].join("\n")}\n`;
}
