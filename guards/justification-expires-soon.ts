import { addDays } from "../text/iso-date";
import type { Guard } from "./guard";
import { field, justifications, what } from "./justification";

const id = "justification-expires-soon";
const fix = "Plan what comes after it: remove what it justifies, or have it approved again.";

export const justificationExpiresSoon: Guard = {
  id,
  summary: "A justification that expires within 14 days is a warning.",
  why: "On the day after it, every plan stops until somebody has decided.",
  fix,
  check: (roster, today) => {
    const soon = addDays(today, 14);
    return Array.from(justifications(roster))
      .filter(({ justification: { expires } }) => expires >= today && expires <= soon)
      .map((written) => ({
        id,
        message: `${what(written)}: the justification expires on ${written.justification.expires}`,
        fix,
        ...field(written, "expires"),
      }));
  },
};
