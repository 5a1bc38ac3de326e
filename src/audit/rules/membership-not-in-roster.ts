import type { AuditRule } from "../finding";

export const membershipNotInRoster: AuditRule = {
  id: "membership-not-in-roster",
  severity: "high",
  summary: "A user is in a group that its entry does not give.",
  why: "Somebody added it by hand. Nobody reviews what the group allows, and no plan shows it or takes it back: Terraform manages the groups that an entry names, and no others.",
  fix: "Add the group to the entry, or take the user out of it.",
  check: ({ inventory, roster, entryOf }) => {
    const names = new Map(roster?.groups.map(({ key, name }) => [key, name]));
    return inventory.people.flatMap(({ name: user, details }) => {
      const entry = entryOf(user);
      if (entry === undefined || details === undefined) return [];
      const given = new Set(entry.groups.map((key) => (names.get(key) ?? key).toLowerCase()));
      const others = details.groups.filter((group) => !given.has(group.toLowerCase())).sort();
      const [first] = others;
      if (first === undefined) return [];
      const message = `is in ${others.length === 1 ? "a group" : "groups"} that the roster does not give: ${others.join(", ")}`;
      const command = `aws iam remove-user-from-group --user-name ${user} --group-name ${first}`;
      const fix = `Add ${others.join(", ")} to the groups of users.${entry.key}, or: ${command}${others.length > 1 ? ", and so on" : ""}`;
      return [{ user, message, fix }];
    });
  },
};
