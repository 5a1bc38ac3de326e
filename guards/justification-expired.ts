import type { Guard } from "./guard";
import { field, justifications } from "./justification";

const id = "justification-expired";
const fix = "Remove what it justifies, or have it approved again with a new date.";

export const justificationExpired: Guard = {
  id,
  summary: "A justification counts until its expires, and not a day longer.",
  why: "What was accepted for a while must be looked at again.",
  fix,
  check: (roster, today) =>
    justifications(roster)
      .filter(({ justification }) => justification.expires < today)
      .map((written) => ({
        id,
        message: `${written.what}: the justification expired on ${written.justification.expires}`,
        fix,
        ...field(written, "expires"),
      })),
};
