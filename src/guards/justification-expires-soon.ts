import { addDays } from "../text/iso-date";
import type { Guard } from "./guard";
import { field, justifications, what } from "./justification";

export const justificationExpiresSoon: Guard = {
  id: "justification-expires-soon",
  severity: "warning",
  summary: "A justification that expires within 14 days is a warning.",
  why: "From the next day on, every plan stops until somebody decides.",
  fix: "Decide before that day: remove what it justifies, or have it approved again.",
  check: ({ roster, today }) => {
    const soon = addDays(today, 14);
    return Array.from(justifications(roster))
      .filter(({ justification: { expires } }) => expires >= today && expires <= soon)
      .map((written) => ({
        message: `${what(written)}: the justification expires on ${written.justification.expires}`,
        ...field(written, "expires"),
      }));
  },
};
