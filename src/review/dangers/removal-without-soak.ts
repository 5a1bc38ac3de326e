import { acceptedRemoval } from "../acceptance";
import type { Concern, DangerRule } from "../danger";
import { soakOf } from "../soak";

export const removalWithoutSoak: DangerRule = {
  id: "removal-without-soak",
  severity: "error",
  summary: "A user is removed who was not suspended for guards.soakDays.",
  why: "While it is suspended, whatever still depends on a user fails in a way that one line can undo; a deletion cannot be undone.",
  fix: "Write suspended: { since, reason, ticket } first and remove the entry after the soak, or say under removals: why it cannot wait.",
  opener: "justification",
  check: (context) => {
    const { people, settings } = context;
    if (settings.soakDays <= 0) return [];
    return people.flatMap((person): Concern[] => {
      if (person.change !== "leaves" || person.address === undefined) return [];
      const { days, said } = soakOf(person, context);
      if (days !== undefined && days >= settings.soakDays) return [];
      const place = context.rosters.placeOfRemoval(person.key);
      return [
        { message: `${person.name} leaves and ${said}`, person, place, justified: acceptedRemoval(person, context) },
      ];
    });
  },
};
