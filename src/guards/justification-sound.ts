import { type Concerned, flawsOf } from "../rules/soundness";
import type { Guard } from "./guard";
import { field, justifications, type Written, what } from "./justification";

export const justificationSound: Guard = {
  id: "justification-sound",
  severity: "error",
  summary: "A justification says why, is approved by somebody else, and ends within a year.",
  why: "A justification that would fit any risk justifies nothing.",
  fix: "Say why in a sentence, name an approver who is neither the user nor the owner, and choose a date within a year.",
  check: ({ roster, today }) =>
    Array.from(justifications(roster)).flatMap((written) =>
      flawsOf(written.justification, concernedBy(written), today).map((flaw) => ({
        message: `${what(written)}: ${flaw.message}`,
        fix: flaw.fix,
        ...field(written, flaw.field),
      })),
    ),
};

function concernedBy({ kind, user, name, owner }: Written): Concerned[] {
  const as = kind === "removal" ? "the leaver" : "the user";
  return [
    ...(owner === undefined ? [] : [{ as: "the owner", name: owner }]),
    { as, name: user },
    ...(name === undefined ? [] : [{ as, name }]),
  ];
}
