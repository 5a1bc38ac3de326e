import { at, type Guard } from "./guard";

export const existingGroupsUntouched: Guard = {
  id: "existing-groups-untouched",
  severity: "error",
  summary: "A group that lives elsewhere is given no policies here.",
  why: "Nothing of an existing group is managed by this roster: the policies would look granted, and never be attached.",
  fix: "Remove policies, or remove existing: true if this roster is to make the group.",
  check: ({ roster }) =>
    roster.groups
      .filter(({ existing, policies }) => existing && policies.length > 0)
      .map(({ key, origin }) => ({
        message: `group ${key} lives elsewhere (existing: true); its policies would not be attached`,
        on: "key",
        ...at(origin, "policies"),
      })),
};
