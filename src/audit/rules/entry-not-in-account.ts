import type { AuditRule } from "../finding";

export const entryNotInAccount: AuditRule = {
  id: "entry-not-in-account",
  severity: "medium",
  summary: "An entry of the roster whose user is not in the account.",
  why: "Either the roster was never deployed, or somebody removes users by hand.",
  fix: "Deploy the roster if the user is new; delete the entry if somebody removed the user by hand.",
  check: ({ inventory, roster }) => {
    // Without a list of users nobody is missing.
    if (inventory.people.length === 0 && inventory.couldNotLook.length > 0) return [];
    const there = new Set(inventory.people.map(({ name }) => name.toLowerCase()));
    return (roster?.users ?? [])
      .filter(({ name }) => !there.has(name.toLowerCase()))
      .map(({ key, name }) => ({
        user: name,
        message: `users.${key} is not in the account`,
      }));
  },
};
