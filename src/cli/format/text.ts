import { formatDiagnostic } from "../../roster/index";
import { listed } from "../../text/count";
import { printable } from "../../text/printable";
import type { Checked } from "../check";
import { summaryLine } from "../summary";

/** Every finding with its lines, then one line that sums up. */
export function formatText(checked: readonly Checked[]): string {
  const blocks = checked.flatMap(({ diagnostics }) =>
    diagnostics.map((diagnostic) => `${formatDiagnostic(diagnostic)}\n`),
  );
  const names = checked.map(({ file }) => printable(file)).join(", ");
  const addresses = new Set(
    checked.flatMap(({ diagnostics }) => diagnostics.map(({ documentation }) => documentation)),
  );
  const see = addresses.size === 0 ? "" : `See ${listed([...addresses], 3)}\n`;
  return `${[...blocks, `${names}: ${summaryLine(checked)}`].join("\n")}\n${see}`;
}
