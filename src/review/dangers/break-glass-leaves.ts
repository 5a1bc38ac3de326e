import { kinds } from "../../terms/kinds";
import { acceptedRemoval } from "../acceptance";
import type { Concern, DangerRule } from "../danger";

export const breakGlassLeaves: DangerRule = {
  id: "break-glass-leaves",
  severity: "error",
  summary: "A break-glass user leaves, is suspended, is replaced, or loses a credential.",
  why: "It is the way into the account when everything else fails.",
  fix: "Keep it, or say under removals: what replaces it.",
  opener: "justification",
  check: (context) =>
    context.people.flatMap((person): Concern[] => {
      if (person.type !== "break-glass") return [];
      const place = context.rosters.placeOfRemoval(person.key);
      if (person.change === "leaves") {
        return [
          {
            message: `the break-glass user ${person.name} leaves`,
            person,
            place,
            justified: acceptedRemoval(person, context),
          },
        ];
      }
      if (person.change === "is suspended" || person.change === "replaced") {
        return [
          {
            message: `the break-glass user ${person.name} ${person.change === "replaced" ? "is replaced" : "is suspended"}`,
            person,
          },
        ];
      }
      const lost = person.credentials.filter(
        ({ kind, change }) => kind !== "sshPublicKey" && (change === "deleted" || change === "forgotten"),
      );
      if (lost.length === 0 || person.change === "joins") return [];
      return [
        {
          message: `the break-glass user ${person.name} loses ${lost.map(({ kind }) => kinds[kind].noun[0]).join(", ")}`,
          person,
        },
      ];
    }),
};
