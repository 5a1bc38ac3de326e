import type { AuditRule } from "../finding";

export const userNotInRoster: AuditRule = {
  id: "user-not-in-roster",
  severity: "medium",
  summary: "A user of the account that the roster does not know.",
  todo: "roster adopt takes the user over as it is; then the entry can be changed, suspended, and deleted.",
  check: ({ inventory, roster, entryOf }) =>
    roster === undefined
      ? []
      : inventory.people
          .filter(({ name }) => entryOf(name) === undefined)
          .map(({ name }) => ({
            user: name,
            message: "is not in the roster",
            todo: `roster adopt ${name}`,
          })),
};
