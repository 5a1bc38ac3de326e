import { rosterTag } from "../../terms/tags";
import type { Concern, DangerRule } from "../danger";
import { tagSides } from "../tag-sides";

export const expiryPostponed: DangerRule = {
  id: "expiry-postponed",
  severity: "warning",
  summary: "The expires of a user is postponed or removed.",
  why: "The user was to be gone by that day: a contract that ended, a trial that is over.",
  fix: "Check that somebody other than the user asked for it; then there is nothing to do.",
  opener: "roster",
  check: (context) =>
    context.people.flatMap((person): Concern[] => {
      const { before, after } = tagSides(person, rosterTag.expires, context);
      if (before === undefined || person.suspended?.after !== undefined) return [];
      if (after !== undefined && after <= before) return [];
      // Without any tag of the roster nobody says what became of it.
      if (after === undefined && tagSides(person, rosterTag.type, context).after === undefined) return [];
      const how = after === undefined ? `, ${before}, is removed` : ` is postponed from ${before} to ${after}`;
      const place = context.rosters.placeBelowUser(person.key, "expires");
      return [{ message: `expires of ${person.name}${how}`, person, place }];
    }),
};
