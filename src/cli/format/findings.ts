import { betweenGuards } from "../../guards/between/index";
import { guards } from "../../guards/index";
import { readingRules } from "../../roster/index";
import { documentationOf } from "../../rules/documentation";
import type { FindingsReport, ReportedFinding } from "../../rules/findings-report";
import { analyzerRule } from "../analyzer/rule";
import type { Checked } from "../check";
import { summaryLine } from "../summary";

/** What is wrong with rosters, as the formats for machines show it. */
export function findingsOf(checked: readonly Checked[]): FindingsReport {
  const reading = readingRules.map((rule) => ({ ...rule, level: "error" as const }));
  const judging = [...guards, ...betweenGuards].map(({ id, summary, why, fix, severity }) => ({
    id,
    summary,
    why,
    fix,
    level: severity,
  }));
  return {
    command: "validate",
    tool: "iam-roster",
    title: `${checked.map(({ file }) => file).join(", ")}: ${summaryLine(checked)}`,
    rules: [...reading, ...judging, analyzerRule].map((rule) => ({
      ...rule,
      documentation: documentationOf("guard", rule.id),
    })),
    findings: [...checked.flatMap(({ unreadable }) => unreadable.map(unreadableFile)), ...checked.flatMap(written)],
    file: checked[0]?.file,
  };
}

function written({ diagnostics }: Checked): ReportedFinding[] {
  return diagnostics.map(({ id, severity, message, fix, documentation, file, line, column, length }) => ({
    ...{ id, level: severity, message, fix, documentation },
    place: { file, line, column, length },
    fails: severity === "error",
  }));
}

function unreadableFile(message: string): ReportedFinding {
  return { id: "unreadable", level: "error", message, fails: true };
}
