import type { Concern, DangerRule } from "../danger";

export const boundaryRemoved: DangerRule = {
  id: "boundary-removed",
  severity: "error",
  summary: "A permissions boundary is removed.",
  why: "It limited all policies of the user; without it, they apply in full.",
  fix: "Put permissionsBoundary back. If this is intended: review with --before and --after, so that users.yaml is seen to ask for it.",
  opener: "roster",
  check: ({ people, rosters }) =>
    people.flatMap((person): Concern[] => {
      const { before, after } = person.boundary ?? {};
      if (before === undefined || after !== undefined || person.change === "leaves") return [];
      const was = rosters.user("before", person.key);
      const is = rosters.user("after", person.key);
      const wanted = was?.permissionsBoundary !== undefined && is !== undefined && is.permissionsBoundary === undefined;
      const message = `${person.name} loses the permissions boundary ${before}${wanted ? ", as users.yaml asks" : ""}`;
      return [{ message, person, severity: wanted ? "warning" : undefined }];
    }),
};
