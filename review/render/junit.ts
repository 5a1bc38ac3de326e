import { dangerRules } from "../dangers/index";
import { closes } from "../gate";
import type { Danger, Review } from "../review";
import { plain } from "./text";

/** JUnit XML: one test a rule, failed by the dangers that close the gate; the others are its output. */
export function renderJunit(review: Review): string {
  const cases = dangerRules.map(({ id, summary }) => {
    const found = review.dangers.filter((danger) => danger.id === id);
    return { id, summary, found, closing: found.filter((danger) => closes(danger, review.gate.failOn)) };
  });
  const failures = cases.filter(({ closing }) => closing.length > 0).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="iam-roster review" ${counts}>`,
    ...cases.flatMap(({ id, summary, found, closing }) => {
      const open = `    <testcase classname="review" name="${xml(`${id}: ${summary}`)}"`;
      if (found.length === 0) return [`${open}/>`];
      const rest = found.filter((danger) => !closing.includes(danger));
      return [
        `${open}>`,
        ...(closing.length === 0
          ? []
          : [`      <failure message="${xml(closing[0]?.message ?? "")}">${closing.map(line).join("\n")}</failure>`]),
        ...(rest.length === 0 ? [] : [`      <system-out>${rest.map(line).join("\n")}</system-out>`]),
        "    </testcase>",
      ];
    }),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function line({ place, message, fix, justified }: Danger): string {
  const where = place === undefined ? "" : `${place.file}:${place.line} `;
  const accepted = justified === undefined ? "" : ` (accepted: ${justified.ticket})`;
  return xml(`${where}${message}${accepted}\n  ${fix}`, true);
}

/** Escaped, and without the characters that XML cannot hold at all. */
function xml(text: string, keepLineBreaks = false): string {
  const lines = keepLineBreaks ? text.split("\n") : [text];
  return lines
    .map(plain)
    .join("\n")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
