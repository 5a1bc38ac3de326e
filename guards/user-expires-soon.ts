import { daysBetween } from "../text/iso-date";
import { at, type Guard } from "./guard";

const id = "user-expires-soon";
const fix = "Plan the removal, or extend expires.";

export const userExpiresSoon: Guard = {
  id,
  summary: "A user who expires within 14 days is a warning.",
  why: "On the day after it, every plan stops until somebody has decided.",
  fix,
  check: (roster, today) =>
    roster.users.flatMap((user) => {
      if (user.expires === undefined || user.expires < today || daysBetween(today, user.expires) > 14) return [];
      return [{ id, message: `${user.key} expires on ${user.expires}`, fix, ...at(user.origin, "expires") }];
    }),
};
