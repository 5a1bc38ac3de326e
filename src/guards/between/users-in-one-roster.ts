import { at } from "../guard";
import { accountOf, mayShareAccount } from "./account-of";
import type { BetweenGuard } from "./between";

export const usersInOneRoster: BetweenGuard = {
  id: "users-in-one-roster",
  severity: "error",
  summary: "A user of an account is in one roster only; IAM does not distinguish names by case.",
  why: "Two stacks would manage the same user: whoever is removed from one of them is deleted, although the other still has the entry.",
  fix: "Remove one of the two entries.",
  check: ({ roster, others }) => {
    const account = accountOf(roster);
    const near = others.filter((other) => mayShareAccount(account, accountOf(other.roster)));
    return near.flatMap((other) => {
      const known = account !== undefined && accountOf(other.roster) !== undefined;
      return roster.users.flatMap((user) => {
        const twin = other.users.get(user.name.toLowerCase());
        if (twin === undefined) return [];
        const there = other.placeOf({ ...at(twin.origin), on: "key" });
        const message = known
          ? `the user ${user.name} is also in ${there}, for the same account ${account}`
          : `the user ${user.name} is also in ${there}, and nothing says that it is for another account`;
        const fix = known ? undefined : "Write account.id in both files, or remove one of the two entries.";
        return [{ message, fix, on: "key", ...at(user.origin) }];
      });
    });
  },
};
