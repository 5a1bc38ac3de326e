import { at, type Guard } from "./guard";

export const suspensionStarted: Guard = {
  id: "suspension-started",
  severity: "warning",
  summary: "A suspension that is dated ahead starts with the next apply all the same.",
  why: "A roster says what is, not what will be: nothing runs by itself on that day.",
  fix: "Add the entry on the day itself, or correct since.",
  check: ({ roster, today }) =>
    roster.users.flatMap((user) => {
      if (user.suspended === undefined || user.suspended.since <= today) return [];
      const message = `${user.key} is suspended since ${user.suspended.since}, which is yet to come`;
      return [{ message, ...at(user.origin, "suspended", "since") }];
    }),
};
