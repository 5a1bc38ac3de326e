import { at, type Guard } from "./guard";

export const existingGroupsUntouched: Guard = {
  id: "existing-groups-untouched",
  severity: "error",
  summary: "A group that is managed elsewhere gets no policies here.",
  why: "This roster manages nothing of an existing group: the policies would look granted, but would never be attached.",
  fix: "Remove policies, or remove existing: true if this roster is to create the group.",
  check: ({ roster }) =>
    roster.groups
      .filter(({ existing, policies }) => existing && policies.length > 0)
      .map(({ key, origin }) => ({
        message: `group ${key} is managed elsewhere (existing: true); its policies would not be attached`,
        on: "key",
        ...at(origin, "policies"),
      })),
};
