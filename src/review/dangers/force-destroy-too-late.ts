import type { Concern, DangerRule } from "../danger";

export const forceDestroyTooLate: DangerRule = {
  id: "force-destroy-too-late",
  severity: "error",
  summary: "forceDestroy is set in the same change that removes the user.",
  why: "Terraform reads force_destroy from its state: set together with the removal, it has no effect.",
  fix: "Keep the entry with its forceDestroy, apply that alone, and remove the entry afterwards.",
  opener: "operator",
  check: ({ people, rosters }) =>
    people.flatMap((person): Concern[] => {
      const { before, after } = person.forceDestroy;
      if (before === true || person.forgotten) return [];
      if (person.change === "replaced" && after === true) {
        return [
          {
            message: `forceDestroy of ${person.name} is set by the plan that also replaces the user: too late`,
            person,
          },
        ];
      }
      if (person.change !== "leaves") return [];
      const written = rosters.user("before", person.key)?.flags.forceDestroy;
      return written === undefined
        ? []
        : [
            {
              message: `forceDestroy of ${person.name} is in users.yaml but was never applied: it has no effect`,
              person,
            },
          ];
    }),
};
