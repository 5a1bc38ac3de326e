import { acceptedRisks } from "../acceptance";
import type { Concern, DangerRule } from "../danger";

export const justificationExpired: DangerRule = {
  id: "justification-expired",
  severity: "error",
  summary: "The justification of a flag, or of a removal, has expired.",
  why: "A risk that was accepted for a limited time must be reviewed again.",
  fix: "Remove what it justifies, or have it approved again with a new date.",
  opener: "justification",
  check: ({ people, rosters, today }) => {
    const named = new Map(people.map((person) => [person.name, person]));
    return acceptedRisks(people, rosters)
      .filter(({ expires }) => expires !== undefined && expires < today)
      .map(({ person, flag, expires, place }): Concern => {
        const message = `${flag} of ${person}: the justification expired on ${expires}`;
        const about = named.get(person);
        return { message, place, person: about };
      });
  },
};
