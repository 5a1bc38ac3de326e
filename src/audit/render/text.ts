import { count } from "../../text/count";
import { printable } from "../../text/printable";
import { formatTable } from "../../text/table";
import type { Audit } from "../audit";
import { describeNotSeen } from "../inventory";

/** The whole audit as a page of text: what was not seen first, then a table a rule, then the YAML. */
export function renderText(audit: Audit): string {
  const { accountId, users, reportTime, findings, notes, couldNotLook, suspensions, changes, adoptFirst } = audit;
  const report = reportTime === undefined ? "" : `, credential report of ${reportTime} (AWS renews it every 4 hours)`;
  const lines = [`Account ${accountId ?? "unknown"}, ${count(users, "user")}${report}`];
  for (const one of couldNotLook) lines.push(`Could not check: ${printable(describeNotSeen(one), { max: 1000 })}`);
  lines.push(...notes, "", ...summary(audit));
  for (const rule of audit.rules) {
    const found = findings.filter(({ id }) => id === rule.id);
    if (found.length === 0) continue;
    const width = Math.max(...found.map(({ user }) => printable(user, { max: 64 }).length));
    lines.push("", `${rule.id} (${rule.severity}): ${rule.summary}`);
    for (const { user, message } of found) {
      lines.push(`  ${printable(user, { max: 64 }).padEnd(width)}  ${printable(message, { max: 300 })}`);
    }
    lines.push(`  -> ${rule.fix}`);
  }
  if (adoptFirst.length > 0) {
    const names = adoptFirst.map((name) => printable(name, { max: 64 })).join(" ");
    lines.push("", `These have no entry yet: first roster adopt ${names}`);
  }
  if (suspensions !== undefined) lines.push("", "To suspend, merge into users.yaml:", "", suspensions.trimEnd());
  if (changes !== undefined)
    lines.push("", "To correct the users who stay, merge this into users.yaml:", "", changes.trimEnd());
  return `${lines.join("\n")}\n`;
}

function summary({ findings, rules }: Audit): string[] {
  if (findings.length === 0) return ["Nothing found."];
  const rows = rules.flatMap(({ id, severity, summary }) => {
    const { length } = findings.filter((finding) => finding.id === id);
    return length === 0 ? [] : [[id, severity, String(length), summary]];
  });
  return formatTable(["rule", "severity", "findings", "what"], rows).trimEnd().split("\n");
}
