import { defined } from "../../text/defined";
import { jsonDocument } from "../../text/json";
import { plain, plainUpTo } from "../../text/plain";
import type { FindingsReport, ReportedFinding } from "../findings-report";

/** GitHub refuses a run with more; what is left out is said, and errors come first. */
const maxResults = 25_000;

/** SARIF takes no relative helpUri (SARIF 2.1.0, 3.49.12); the text of the help has the address in any case. */
const absolute = /^https:/;

/** SARIF 2.1.0, for code scanning: each finding on its line, accepted ones as suppressed, each rule with its why and fix. */
export function formatSarif(report: FindingsReport): string {
  const rules = report.rules.map(({ id, level, summary, why, fix, documentation }) => ({
    id,
    shortDescription: { text: summary },
    ...(why === undefined ? {} : { fullDescription: { text: why } }),
    help: { text: documentation === undefined ? fix : `${fix}\nSee ${documentation}` },
    ...(documentation !== undefined && absolute.test(documentation) ? { helpUri: documentation } : {}),
    ...(level === undefined ? {} : { defaultConfiguration: { level } }),
  }));
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const shown = report.findings.slice(0, maxResults);
  const left = report.findings.length - shown.length;
  return jsonDocument({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: report.tool ?? `iam-roster ${report.command}`, rules } },
        columnKind: "utf16CodeUnits",
        results: shown.map((finding) => resultOf(finding, indexes.get(finding.id), report)),
        ...(left === 0 ? {} : { properties: { resultsLeftOut: left } }),
      },
    ],
  });
}

function resultOf(finding: ReportedFinding, ruleIndex: number | undefined, report: FindingsReport) {
  const { id, level, message, fix = "", link, accepted } = finding;
  const see = link === undefined ? [] : [`See ${link.href}`];
  const lines = [message, ...fix.split("\n").filter((line) => line !== ""), ...see];
  const justification = accepted === undefined ? "" : plain(accepted.words);
  return {
    ruleId: id,
    ...defined({ ruleIndex }),
    level,
    message: { text: lines.map((line) => plainUpTo(600, line)).join("\n") },
    locations: [{ physicalLocation: locationOf(finding, report) }],
    ...(accepted === undefined ? {} : { suppressions: [{ kind: "external", status: "accepted", justification }] }),
  };
}

/** Every result has a line: what is gone from the roster, or was never in it, points at its first one. */
function locationOf({ place }: ReportedFinding, { file }: FindingsReport) {
  const there = place?.before === true ? undefined : place;
  // No URI can hold half of a surrogate pair.
  const name = (there?.file ?? file ?? place?.file ?? "users.yaml").replace(/\p{Cs}/gu, "\uFFFD");
  return { artifactLocation: { uri: name.split("/").map(encodeURIComponent).join("/") }, region: regionOf(there) };
}

function regionOf(place: ReportedFinding["place"]) {
  if (place === undefined) return { startLine: 1 };
  const { line, column, length } = place;
  if (column === undefined) return { startLine: line };
  return { startLine: line, startColumn: column, ...(length === undefined ? {} : { endColumn: column + length }) };
}
