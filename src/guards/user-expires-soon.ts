import { addDays } from "../text/iso-date";
import { at, type Guard } from "./guard";

export const userExpiresSoon: Guard = {
  id: "user-expires-soon",
  severity: "warning",
  summary: "A user who expires within 14 days is a warning, unless it is suspended already.",
  why: "From the next day on, every plan stops until somebody decides.",
  fix: "Plan the removal, or extend expires.",
  check: ({ roster, today }) => {
    const soon = addDays(today, 14);
    return roster.users.flatMap(({ key, expires, suspended, origin }) => {
      if (expires === undefined || expires < today || expires > soon || suspended !== undefined) return [];
      return [{ message: `${key} expires on ${expires}`, ...at(origin, "expires") }];
    });
  },
};
