import type { Concern, DangerRule } from "../danger";

export const boundaryMissing: DangerRule = {
  id: "boundary-missing",
  severity: "error",
  summary: "Somebody joins without the permissions boundary that defaults give.",
  why: "The boundary limits all policies of a user; whoever has none is limited by nothing.",
  fix: "Remove permissionsBoundary: null from the entry, or put the boundary back under defaults.",
  opener: "roster",
  check: ({ people, rosters }) =>
    people.flatMap((person): Concern[] => {
      if (person.change !== "joins" || person.boundary?.after !== undefined) return [];
      const [before, after] = [rosters.before, rosters.after].map((side) => side?.roster.defaults.permissionsBoundary);
      if (before === undefined && after === undefined) return [];
      const place = rosters.placeBelowUser(person.key, "permissionsBoundary");
      const message = `${person.name} joins without the permissions boundary that defaults give`;
      const entry = rosters.user("after", person.key);
      if (after === undefined) return [{ message: `${message} before the change`, person, place }];
      // Written in so many words: whoever reads the entry has seen it.
      if (entry !== undefined && entry.permissionsBoundary === undefined) {
        return [{ message: `${message}, as users.yaml asks`, person, place, severity: "warning" }];
      }
      return [{ message, person, place }];
    }),
};
