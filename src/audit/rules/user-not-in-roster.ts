import type { AuditRule } from "../finding";

export const userNotInRoster: AuditRule = {
  id: "user-not-in-roster",
  severity: "medium",
  summary: "A user of the account that is not in the roster.",
  why: "Nobody reviews its access, and no change of users.yaml removes it.",
  fix: "roster adopt imports the user as it is; then the entry can be changed, suspended, and deleted.",
  check: ({ inventory, roster, entryOf }) =>
    roster === undefined
      ? []
      : inventory.people
          .filter(({ name }) => entryOf(name) === undefined)
          .map(({ name }) => ({
            user: name,
            message: "is not in the roster",
            fix: `roster adopt ${name}`,
          })),
};
