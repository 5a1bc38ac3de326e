import { guards } from "../../guards/index";
import { readingRules } from "../../roster/index";
import { documentationOf } from "../../rules/documentation";
import type { Checked } from "../check";

/** SARIF 2.1.0, for code scanning: each finding on its line, each rule with its why and fix. */
export function formatSarif(checked: readonly Checked[]): string {
  const rules = [...readingRules, ...guards].map(({ id, summary, why, fix }) => ({
    id,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: `${fix}\nSee ${documentationOf("guard", id)}` },
  }));
  const results = checked.flatMap(({ diagnostics }) =>
    diagnostics.map(({ id, severity, message, fix, file, line, column, length }) => ({
      ruleId: id,
      ruleIndex: rules.findIndex((rule) => rule.id === id),
      level: severity,
      message: { text: fix === undefined ? message : `${message}\n${fix}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/") },
            region: { startLine: line, startColumn: column, endColumn: column + length },
          },
        },
      ],
    })),
  );
  const driver = { name: "iam-roster", rules };
  const sarif = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
  return `${JSON.stringify(sarif, null, 2)}\n`;
}
