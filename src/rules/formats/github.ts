import { printable } from "../../text/printable";
import type { FindingsReport, ReportedFinding } from "../findings-report";

/** Workflow commands of GitHub Actions: findings become annotations on the lines of the pull request. */
export function formatGithub({ findings }: FindingsReport): string {
  return findings.map(commandOf).join("");
}

function commandOf(finding: ReportedFinding): string {
  const { id, level, message, fix, documentation, about, link, accepted } = finding;
  const kind = accepted !== undefined || level === "note" ? "notice" : level;
  const who = about === undefined || message.includes(about) ? "" : `${about}: `;
  const see = documentation === undefined ? undefined : `See ${documentation}`;
  const more = link === undefined ? undefined : `See ${link.href}`;
  const lines = [`${who}${message}`, fix, more, see].filter((line) => line !== undefined);
  const text = printable(lines.join("\n"), { keepLineBreaks: true });
  return `::${kind} ${[...placeOf(finding), `title=${property(id)}`].join(",")}::${data(text)}\n`;
}

function placeOf({ place }: ReportedFinding): string[] {
  if (place === undefined || place.before === true) return [];
  const { file, line, column, length } = place;
  return [
    `file=${property(printable(file))}`,
    `line=${line}`,
    ...(column === undefined ? [] : [`col=${column}`]),
    ...(column === undefined || length === undefined ? [] : [`endColumn=${column + length}`]),
  ];
}

/** As @actions/core escapes the message of a command. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** As @actions/core escapes a property of a command. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
