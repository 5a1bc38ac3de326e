import type { Guard } from "./guard";
import { field, justifications, what } from "./justification";

export const justificationExpired: Guard = {
  id: "justification-expired",
  severity: "error",
  summary: "A justification is valid until its expires date.",
  why: "A risk that was accepted for a limited time must be reviewed again.",
  fix: "Remove what it justifies, or have it approved again with a new date.",
  check: ({ roster, today }) =>
    Array.from(justifications(roster))
      .filter(({ justification }) => justification.expires < today)
      .map((written) => ({
        message: `${what(written)}: the justification expired on ${written.justification.expires}`,
        fix:
          written.kind === "removal"
            ? `Remove removals.${written.user}, or have it approved again with a new date.`
            : `Remove ${written.kind} and what it justifies, or have it approved again with a new date.`,
        ...field(written, "expires"),
      })),
};
