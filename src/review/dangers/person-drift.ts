import type { Concern, DangerRule } from "../danger";

export const personDrift: DangerRule = {
  id: "person-drift",
  severity: "warning",
  summary: "Something of a person was changed outside Terraform.",
  why: "The plan may undo it: a key that was made Inactive in an emergency becomes active again.",
  fix: "Find out who changed it and why; write it into users.yaml if it is to stay.",
  opener: "operator",
  check: ({ drift, people, refuseDrift }) => {
    const named = new Map(
      people.flatMap((person) => [
        [person.name, person] as const,
        [person.previousName ?? person.name, person] as const,
      ]),
    );
    return drift
      .filter(({ expected, person }) => !expected && person !== undefined)
      .map(({ person, what, address, place }): Concern => {
        const about = named.get(person ?? "");
        return {
          message: `${person}: ${what}, outside Terraform`,
          address,
          place,
          person: about,
          severity: refuseDrift ? "error" : undefined,
        };
      });
  },
};
