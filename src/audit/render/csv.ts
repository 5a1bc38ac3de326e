import { writeCsv } from "../../text/csv";
import { printable } from "../../text/printable";
import type { Audit } from "../audit";

/** One line a finding; what could not be seen is a line too, so that nobody takes an empty file for a clean account. */
export function renderCsv({ findings, couldNotLook }: Audit): string {
  return writeCsv([
    ["rule", "severity", "user", "finding", "what to do", "yaml"],
    ...couldNotLook.flatMap(({ what, users = [""], permission, words }) =>
      users.map((user) => [
        ...["could-not-look", "high", printable(user), `could not check: ${what}`],
        ...[permission === undefined ? printable(words) : `allow ${permission}`, ""],
      ]),
    ),
    ...findings.map(({ id, severity, user, message, fix, yaml = "" }) => [
      ...[id, severity, printable(user), printable(message), printable(fix)],
      printable(yaml, { keepLineBreaks: true }),
    ]),
  ]);
}
