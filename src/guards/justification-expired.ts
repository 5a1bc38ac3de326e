import type { Guard } from "./guard";
import { field, justifications, what } from "./justification";

export const justificationExpired: Guard = {
  id: "justification-expired",
  severity: "error",
  summary: "The justification of a flag is valid until its expires date.",
  why: "A risk that was accepted for a limited time must be reviewed again.",
  fix: "Remove what it justifies, or have it approved again with a new date.",
  check: ({ roster, today }) =>
    Array.from(justifications(roster))
      // That of a removal stops nobody: removal-outlived.
      .filter(({ kind, justification }) => kind !== "removal" && justification.expires < today)
      .map((written) => ({
        message: `${what(written)}: the justification expired on ${written.justification.expires}`,
        fix: `Remove ${written.kind} and what it justifies, or have it approved again with a new date.`,
        ...field(written, "expires"),
      })),
};
