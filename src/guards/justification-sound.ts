import type { Guard, GuardReport } from "./guard";
import { field, justifications, type Written, what } from "./justification";

const minCharacters = 20;

export const justificationSound: Guard = {
  id: "justification-sound",
  severity: "error",
  summary: "A justification says why, is approved by somebody else, and ends within a year.",
  why: "A justification that would fit any risk justifies nothing.",
  fix: "Say why in a sentence, name an approver who is not the owner, and choose a date within a year.",
  check: ({ roster, today }) => {
    const yearAhead = `${String(Number(today.slice(0, 4)) + 1).padStart(4, "0")}${today.slice(4)}`;
    return Array.from(justifications(roster)).flatMap((written) => unsound(written, yearAhead));
  },
};

function unsound(written: Written, yearAhead: string): GuardReport[] {
  const { justification, approvedBy, expires } = written.justification;
  const findings: GuardReport[] = [];
  const characters = justification.trim().length;
  if (characters < minCharacters) {
    const message = `${what(written)}: the justification has ${characters} characters; at least ${minCharacters} are required`;
    findings.push({ message, fix: "Say why, in a sentence.", ...field(written, "justification") });
  } else if (isFiller(justification)) {
    const message = `${what(written)}: the justification gives no reason (${JSON.stringify(justification.slice(0, 40))})`;
    findings.push({ message, fix: "Say why, in a sentence.", ...field(written, "justification") });
  }
  if (approvedBy.trim().toLowerCase() === written.owner?.trim().toLowerCase()) {
    const message = `${what(written)}: ${approvedBy.trim()} is the owner and cannot approve it`;
    findings.push({ message, fix: "Somebody else must approve it.", ...field(written, "approvedBy") });
  }
  if (expires > yearAhead) {
    const message = `${what(written)}: ${expires} is more than a year ahead`;
    findings.push({ message, fix: `Choose a date up to ${yearAhead}.`, ...field(written, "expires") });
  }
  return findings;
}

const fillers: ReadonlySet<string> = new Set(
  [
    "todo tbd test testing fixme xxx na none asdf foo bar baz temp temporary",
    "because needed required reason justification justified placeholder lorem ipsum dolor",
    "this is it a the for now later please ignore see above sit amet",
  ].flatMap((line) => line.split(" ")),
);

/** Nothing but filler words, or hardly any different letters. */
function isFiller(text: string): boolean {
  const letters = new Set<string>();
  let sense = false;
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
    for (const letter of word) letters.add(letter);
    sense ||= !fillers.has(word);
    if (sense && letters.size >= 6) return false;
  }
  return true;
}
