import { at, type Guard } from "./guard";

const id = "existing-groups-untouched";

export const existingGroupsUntouched: Guard = {
  id,
  summary: "A group that lives elsewhere is given no policies here.",
  why: "Nothing of an existing group is managed by this roster: the policies would look granted, and never be attached.",
  fix: "Remove policies, or remove existing: true if this roster is to make the group.",
  check: (roster) =>
    roster.groups
      .filter(({ existing, policies }) => existing && policies.length > 0)
      .map(({ key, origin }) => ({
        id,
        message: `group ${key} lives elsewhere (existing: true); its policies would not be attached`,
        fix: "Remove policies, or remove existing: true if this roster is to make the group.",
        on: "key",
        ...at(origin, "policies"),
      })),
};
