import { daysBetween } from "../../text/iso-date";
import { acceptedRisks } from "../acceptance";
import type { Concern, DangerRule } from "../danger";

export const justificationExpiresSoon: DangerRule = {
  id: "justification-expires-soon",
  severity: "warning",
  summary: "A justification expires within 14 days.",
  why: "From the next day on, every plan stops until somebody decides.",
  fix: "Decide before that day: remove what it justifies, or have it approved again.",
  opener: "justification",
  check: ({ people, rosters, today }) => {
    const named = new Map(people.map((person) => [person.name, person]));
    return acceptedRisks(people, rosters)
      .filter(({ expires }) => expires !== undefined && expires >= today && daysBetween(today, expires) <= 14)
      .map(({ person, flag, expires, place }): Concern => {
        const message = `${flag} of ${person}: the justification expires on ${expires}`;
        const about = named.get(person);
        return { message, place, person: about };
      });
  },
};
