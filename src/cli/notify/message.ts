import { count, listed } from "../../text/count";
import { printable } from "../../text/printable";
import { isObject, listIn, textIn } from "../../text/values";
import type { Message } from "./payload";

type Document = Readonly<Record<string, unknown>>;

const MAX_LINES = 20;
/** Characters of a line: all of them together stay below what Slack (40,000 characters) and Teams (28 KB) take. */
const MAX_LINE = 200;

/**
 * What a report of roster says, in a few lines for people.
 * @returns undefined when it is no report of review, audit or verify
 */
export function messageOf(report: unknown): Message | undefined {
  if (!isObject(report) || report.schemaVersion !== 1) return undefined;
  const lines = linesOf(report);
  if (lines === undefined) return undefined;
  const shown = lines.length > MAX_LINES ? lines.slice(0, MAX_LINES - 1) : lines;
  const more = lines.length - shown.length;
  return [...shown, ...(more === 0 ? [] : [`and ${count(more, "more line")}`])].map((line) =>
    printable(line, { max: MAX_LINE }),
  );
}

function linesOf(report: Document): string[] | undefined {
  const { gate, dangers, removals, couldNotLook, findings, users } = report;
  if (isObject(gate) && typeof gate.open === "boolean" && Array.isArray(dangers)) return review(report, gate);
  if (Array.isArray(removals) && Array.isArray(couldNotLook)) return verify(removals, couldNotLook);
  if (Array.isArray(findings) && typeof users === "number") return audit(report, findings, users);
  return undefined;
}

function review({ plan, people, dangers }: Document, gate: Document): string[] {
  const stack = isObject(plan) ? textIn(plan.stack) : undefined;
  const closedBy = listIn(gate.closedBy).flatMap((id) => textIn(id) ?? []);
  const verdict = gate.open === true ? "the gate is open" : `the gate is closed by ${listed(closedBy)}`;
  const changed = listIn(people)
    .filter(isObject)
    .filter(({ change }) => change !== "unchanged");
  const told = listIn(dangers)
    .filter(isObject)
    .filter(({ severity, justified }) => severity !== "note" && justified === undefined);
  return [
    `roster review${stack === undefined ? "" : ` of ${stack}`}: ${verdict}`,
    ...(changed.length === 0 ? ["Nobody joins, leaves or changes."] : []),
    ...told.map(({ severity, message, id }) => `${wordOf(severity)}: ${wordOf(message)} (${wordOf(id)})`),
    ...changed.map(({ name, change }) => `${wordOf(name)}: ${wordOf(change)}`),
  ];
}

function audit({ accountId, day }: Document, findings: readonly unknown[], users: number): string[] {
  const of = textIn(accountId) === undefined ? "" : ` of account ${wordOf(accountId)}`;
  return [
    `roster audit${of}, ${wordOf(day)}: ${count(findings.length, "finding")}, ${count(users, "user")}`,
    ...["high", "medium", "low"].flatMap((level) =>
      findings
        .filter(isObject)
        .filter(({ severity }) => severity === level)
        .map(({ user, message, id }) => `${level}: ${wordOf(user)}: ${wordOf(message)} (${wordOf(id)})`),
    ),
  ];
}

function verify(removals: readonly unknown[], couldNotLook: readonly unknown[]): string[] {
  const all = removals.filter(isObject);
  const gone = all.filter(({ result }) => result === "gone").length;
  return [
    `roster verify: ${gone} of ${count(all.length, "removed user")} ${gone === 1 ? "is" : "are"} gone`,
    ...couldNotLook.map((line) => `could not check: ${wordOf(line)}`),
    ...[...all]
      .sort((one, other) => Number(one.result === "gone") - Number(other.result === "gone"))
      .map(({ user, result }) => `${wordOf(user)}: ${wordOf(result)}`),
  ];
}

/** A report may come from anywhere: what is no text is not shown. */
function wordOf(value: unknown): string {
  return textIn(value) ?? "?";
}
