import { addDays } from "../text/iso-date";
import { at, type Guard } from "./guard";

const id = "user-expires-soon";
const fix = "Plan the removal, or extend expires.";

export const userExpiresSoon: Guard = {
  id,
  summary: "A user who expires within 14 days is a warning, unless it is suspended already.",
  why: "On the day after it, every plan stops until somebody has decided.",
  fix,
  check: (roster, today) => {
    const soon = addDays(today, 14);
    return roster.users.flatMap(({ key, expires, suspended, origin }) => {
      if (expires === undefined || expires < today || expires > soon || suspended !== undefined) return [];
      return [{ id, message: `${key} expires on ${expires}`, fix, ...at(origin, "expires") }];
    });
  },
};
