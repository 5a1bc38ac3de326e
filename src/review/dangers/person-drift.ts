import type { Concern, DangerRule } from "../danger";
import { givesAccess } from "../drift";

export const personDrift: DangerRule = {
  id: "person-drift",
  severity: "warning",
  summary: "Something of a person, or of what gives people access, was changed outside Terraform.",
  why: "The plan may undo it: a key that was made Inactive in an emergency becomes active again.",
  fix: "Find out who changed it and why; write it into users.yaml if it is to stay.",
  opener: "operator",
  check: ({ drift, driftChanges, people, refuseDrift }) => {
    const named = new Map(
      people.flatMap((person) => [
        [person.name, person] as const,
        [person.previousName ?? person.name, person] as const,
      ]),
    );
    const giving = new Set(driftChanges.filter(givesAccess).map(({ address }) => address));
    const things = drift
      .filter(({ person, address }) => person === undefined && giving.has(address))
      .map(({ what, address }): Concern => {
        return { message: `${what}, outside Terraform`, address, severity: refuseDrift ? "error" : undefined };
      });
    const personal = drift
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
    return [...personal, ...things];
  },
};
