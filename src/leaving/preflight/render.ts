import { count } from "../../text/count";
import { day } from "../../text/iso-date";
import { printable } from "../../text/printable";
import type { PreflightFinding, PreflightReport } from "./report";

/** The report for a person: errors first, what to do below each, and what was not looked at. */
export function renderPreflight(report: PreflightReport): string {
  const errors = report.findings.filter(({ severity }) => severity === "error").length;
  const warnings = report.findings.length - errors;
  const who = report.leavers.map(({ user, held, lastUse }) => {
    const seen = lastUse.newest === undefined ? "never seen" : `last seen ${day(lastUse.newest)}`;
    return `  ${user}: holds ${count(held.length, "thing")}, ${seen}\n`;
  });
  return [
    `account ${report.accountId}, asked as ${report.runner}\n`,
    ...(who.length > 0
      ? [`KMS keys and CloudTrail asked in ${report.regions.join(", ")}\n`, `leaving:\n`, ...who]
      : []),
    ...report.findings.map(renderFinding),
    ...(report.notLookedAt.length > 0
      ? ["\nnot looked at:\n", ...report.notLookedAt.map((what) => `  ${what}\n`)]
      : []),
    `\n${errors === 0 && warnings === 0 ? "the account has nothing against this plan" : `${count(errors, "error")}, ${count(warnings, "warning")}`}\n`,
  ]
    .map((line) => printable(line, { keepLineBreaks: true }))
    .join("");
}

function renderFinding({ id, severity, message, fix }: PreflightFinding): string {
  return `\n${severity.padEnd(7)} ${message}  [${id}]\n   ${fix}\n`;
}
