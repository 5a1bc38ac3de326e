import { documentationOf } from "../../rules/documentation";
import { dangerRules } from "../dangers/index";
import type { Danger, Review } from "../review";
import { harmless } from "./json";
import { plain } from "./text";

/** GitHub refuses a run with more; what is left out is said, and errors come first. */
const maxResults = 25_000;

/** SARIF 2.1.0, for code scanning: each danger on its line of users.yaml, accepted ones as suppressed. */
export function renderSarif(review: Review): string {
  const rules = dangerRules.map(({ id, severity, summary, why, fix }) => ({
    id,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: `${fix}\nSee ${documentationOf("danger", id)}` },
    defaultConfiguration: { level: severity },
  }));
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const shown = review.dangers.slice(0, maxResults);
  const left = review.dangers.length - shown.length;
  const sarif = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "iam-roster review", rules } },
        columnKind: "utf16CodeUnits",
        results: shown.map((danger) => resultOf(danger, indexes.get(danger.id) ?? -1, review)),
        ...(left === 0 ? {} : { properties: { resultsLeftOut: left } }),
      },
    ],
  };
  return `${harmless(JSON.stringify(sarif, null, 2))}\n`;
}

function resultOf(danger: Danger, ruleIndex: number, review: Review) {
  const { id, severity, message, fix, justified } = danger;
  return {
    ruleId: id,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: severity,
    message: { text: `${plain(message)}\n${plain(fix)}` },
    locations: [{ physicalLocation: locationOf(danger, review) }],
    ...(justified === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: "external",
              status: "accepted",
              justification: plain(
                [justified.justification, justified.approvedBy, justified.ticket].filter(Boolean).join("; "),
              ),
            },
          ],
        }),
  };
}

/** Every result has a line: what is gone from users.yaml, or was never in it, points at its first one. */
function locationOf({ place }: Danger, { plan }: Review) {
  const file = (place?.side === "after" ? place.file : plan.roster) ?? place?.file ?? "users.yaml";
  const region = place?.side === "after" ? { startLine: place.line, startColumn: place.column } : { startLine: 1 };
  // Half of a surrogate pair, which no URI can hold, becomes U+FFFD.
  const whole = Buffer.from(file).toString();
  return { artifactLocation: { uri: whole.split("/").map(encodeURIComponent).join("/") }, region };
}
