import { rosterTag } from "../../terms/tags";
import type { Concern, DangerRule } from "../danger";
import { tagSides } from "../tag-sides";

export const ownerChanged: DangerRule = {
  id: "owner-changed",
  severity: "warning",
  summary: "Somebody gets another owner.",
  why: "The owner receives the secrets and the questions, and may not approve the user's risks: the one before it could not either.",
  fix: "Check that both owners know of it; then there is nothing to do.",
  opener: "roster",
  check: (context) =>
    context.people.flatMap((person): Concern[] => {
      const { before, after } = tagSides(person, rosterTag.owner, context);
      if (before === undefined || after === undefined || before === after) return [];
      const place = context.rosters.placeBelowUser(person.key, "owner");
      return [{ message: `the owner of ${person.name} is ${after} instead of ${before}`, person, place }];
    }),
};
