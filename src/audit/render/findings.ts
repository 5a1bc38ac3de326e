import { documentationOf } from "../../rules/documentation";
import type { FindingsReport, ReportedFinding } from "../../rules/findings-report";
import { count } from "../../text/count";
import type { Audit, JudgedFinding } from "../audit";
import type { Severity } from "../finding";
import { describeNotSeen, type NotSeen } from "../inventory";

const levels = { high: "error", medium: "warning", low: "note" } as const satisfies Record<Severity, string>;

/** An audit, as the formats for machines show it: what could not be seen is a finding too. */
export function findingsOf({ accountId, day, users, rules, findings, couldNotLook }: Audit): FindingsReport {
  const found = findings.length === 0 ? "nothing found" : count(findings.length, "finding");
  return {
    command: "audit",
    subject: accountId,
    title: `IAM audit of account ${accountId ?? "unknown"}, ${day}: ${count(users, "user")}, ${found}`,
    rules: rules.map(({ severity, ...rule }) => ({
      ...rule,
      level: levels[severity],
      documentation: documentationOf("audit rule", rule.id),
    })),
    findings: [...couldNotLook.map(notSeen), ...findings.map(judged)],
  };
}

function judged({ id, severity, user, message, fix, documentation, yaml }: JudgedFinding): ReportedFinding {
  return { id, level: levels[severity], severity, about: user, message, fix, documentation, yaml, fails: true };
}

function notSeen(one: NotSeen): ReportedFinding {
  const fix = one.permission === undefined ? one.words : `Allow ${one.permission}.`;
  const message = `could not check: ${describeNotSeen(one)}`;
  return { id: "could-not-look", level: "error", severity: "high", message, fix, fails: true };
}
