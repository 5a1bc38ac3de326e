import { at, type Guard } from "./guard";

export const userExpired: Guard = {
  id: "user-expired",
  severity: "error",
  summary: "A user whose expires has passed is an error, unless it is suspended.",
  why: "A contractor who was never removed keeps access to the account.",
  fix: "Remove the entry, suspend the user, or extend expires.",
  check: ({ roster, today }) =>
    roster.users.flatMap((user) =>
      user.expires === undefined || user.expires >= today || user.suspended !== undefined
        ? []
        : [
            {
              message: `${user.key} expired on ${user.expires}`,
              fix: `Remove the entry ${user.key}, suspend the user, or extend expires.`,
              ...at(user.origin, "expires"),
            },
          ],
    ),
};
