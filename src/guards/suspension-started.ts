import { at, type Guard } from "./guard";

export const suspensionStarted: Guard = {
  id: "suspension-started",
  severity: "warning",
  summary: "A suspension with a date in the future starts with the next apply anyway.",
  why: "A roster has no schedule: nothing runs by itself on that day.",
  fix: "Add the entry on that day, or correct since.",
  check: ({ roster, today }) =>
    roster.users.flatMap((user) => {
      if (user.suspended === undefined || user.suspended.since <= today) return [];
      const message = `${user.key} is suspended since ${user.suspended.since}, which is in the future`;
      return [{ message, ...at(user.origin, "suspended", "since") }];
    }),
};
