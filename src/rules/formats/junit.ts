import { escapeMarkup } from "../../text/html";
import { plain } from "../../text/plain";
import type { FindingsReport, ReportedFinding, ReportedRule } from "../findings-report";

/** JUnit XML: one test a rule, failed by the findings that stop something; the others are its output. */
export function formatJunit({ command, rules, findings }: FindingsReport): string {
  const cases = [...rules, ...unlisted(rules, findings)].map(({ id, summary }) => {
    const found = findings.filter((finding) => finding.id === id);
    return { name: summary === "" ? id : `${id}: ${summary}`, found };
  });
  const failures = cases.filter(({ found }) => found.some(({ fails }) => fails)).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="iam-roster ${command}" ${counts}>`,
    ...cases.flatMap(({ name, found }) => testCase(`classname="${command}" name="${xml(name)}"`, found)),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

/** Findings of no rule, such as what could not be checked. */
function unlisted(rules: readonly ReportedRule[], findings: readonly ReportedFinding[]) {
  const listed = new Set(rules.map(({ id }) => id));
  const ids = new Set(findings.map(({ id }) => id).filter((id) => !listed.has(id)));
  return [...ids].map((id) => ({ id, summary: "" }));
}

function testCase(attributes: string, found: readonly ReportedFinding[]): string[] {
  if (found.length === 0) return [`    <testcase ${attributes}/>`];
  const failing = found.filter(({ fails }) => fails);
  const rest = found.filter(({ fails }) => !fails);
  const message = xml(failing[0]?.message ?? "");
  return [
    `    <testcase ${attributes}>`,
    ...(failing.length === 0 ? [] : [`      <failure message="${message}">${failing.map(line).join("\n")}</failure>`]),
    ...(rest.length === 0 ? [] : [`      <system-out>${rest.map(line).join("\n")}</system-out>`]),
    "    </testcase>",
  ];
}

function line({ place, about, message, fix, link, accepted }: ReportedFinding): string {
  const where = place === undefined ? whoOf(about, message) : `${place.file}:${place.line} `;
  const ticket = accepted === undefined ? "" : ` (accepted: ${accepted.ticket})`;
  const next = fix === undefined ? "" : `\n  ${fix.replaceAll("\n", "\n  ")}`;
  const see = link === undefined ? "" : `\n  See ${link.href}`;
  return xml(`${where}${message}${ticket}${next}${see}`, true);
}

/** The user, where the message does not begin with it. */
function whoOf(about: string | undefined, message: string): string {
  return about === undefined || message.startsWith(about) ? "" : `${about}: `;
}

/** Escaped, and without the characters that XML cannot hold at all. */
function xml(text: string, keepLineBreaks = false): string {
  const lines = keepLineBreaks ? text.split("\n") : [text];
  return escapeMarkup(lines.map(plain).join("\n"));
}
