import type { Finding } from "../roster/diagnostics";
import { daysBetween } from "../text/iso-date";
import type { Guard } from "./guard";
import { field, justifications } from "./justification";

const id = "justification-sound";
const minCharacters = 20;
const maxDaysAhead = 366;

export const justificationSound: Guard = {
  id,
  summary: "A justification says why, is approved by somebody else, and ends within a year.",
  why: "A justification that anybody could have typed for anything justifies nothing.",
  fix: "Say why in a sentence, name an approver who is not the owner, and choose a date within a year.",
  check: (roster, today) =>
    justifications(roster).flatMap((written) => {
      const { justification, approvedBy, expires } = written.justification;
      const findings: Finding[] = [];
      if (justification.trim().length < minCharacters) {
        const message = `${written.what}: the justification has ${justification.trim().length} characters, ${minCharacters} are the least`;
        findings.push({ id, message, fix: "Say why, in a sentence.", ...field(written, "justification") });
      } else if (isFiller(justification)) {
        const message = `${written.what}: the justification says nothing (${JSON.stringify(justification.slice(0, 40))})`;
        findings.push({ id, message, fix: "Say why, in a sentence.", ...field(written, "justification") });
      }
      if (approvedBy.trim().toLowerCase() === written.owner?.trim().toLowerCase()) {
        const message = `${written.what}: ${approvedBy} is the owner and cannot approve it`;
        findings.push({ id, message, fix: "Let somebody else approve it.", ...field(written, "approvedBy") });
      }
      if (daysBetween(today, expires) > maxDaysAhead) {
        const message = `${written.what}: ${expires} is more than a year ahead`;
        findings.push({ id, message, fix: "Choose a date within a year.", ...field(written, "expires") });
      }
      return findings;
    }),
};

const fillers = new Set([
  ...["todo", "tbd", "test", "testing", "fixme", "xxx", "na", "none", "asdf", "foo", "bar", "baz", "temp", "temporary"],
  ...[
    "because",
    "needed",
    "required",
    "reason",
    "justification",
    "justified",
    "placeholder",
    "lorem",
    "ipsum",
    "dolor",
  ],
  ...["this", "is", "it", "a", "the", "for", "now", "later", "please", "ignore", "see", "above", "sit", "amet"],
]);

/** Nothing but filler words, or hardly any different letters. */
function isFiller(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return new Set(words.join("")).size < 6 || words.every((word) => fillers.has(word));
}
