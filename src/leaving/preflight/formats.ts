import type { FindingsReport } from "../../rules/findings-report";
import { findingFormats, type Renderers } from "../../rules/formats";
import { count } from "../../text/count";
import { jsonDocument } from "../../text/json";
import { renderPreflight } from "./render";
import type { PreflightReport } from "./report";

export const preflightFormats = {
  text: renderPreflight,
  json: jsonDocument,
  markdown: (report) => findingFormats.markdown(findingsOf(report)),
  sarif: (report) => findingFormats.sarif(findingsOf(report)),
  junit: (report) => findingFormats.junit(findingsOf(report)),
  github: (report) => findingFormats.github(findingsOf(report)),
} as const satisfies Renderers<PreflightReport>;

/** What an account says to a plan, as the formats for machines show it. */
function findingsOf({ accountId, runner, findings }: PreflightReport): FindingsReport {
  const found = findings.length === 0 ? "the account has nothing against this plan" : count(findings.length, "finding");
  return {
    command: "preflight",
    subject: accountId,
    title: `account ${accountId}, asked as ${runner}: ${found}`,
    rules: [],
    findings: findings.map(({ id, severity, user, message, fix }) => ({
      ...{ id, level: severity, about: user, message, fix },
      fails: severity === "error",
    })),
  };
}
