import { kinds } from "../../terms/kinds";
import { rosterTag } from "../../terms/tags";
import { acceptedRemoval } from "../acceptance";
import type { Concern, Context, DangerRule } from "../danger";
import type { Person } from "../model/person";
import { tagSides } from "../tag-sides";

const breakGlass = "break-glass";

export const breakGlassLeaves: DangerRule = {
  id: "break-glass-leaves",
  severity: "error",
  summary: "A break-glass user leaves, is suspended, is replaced, loses a credential, or becomes something else.",
  why: "It is the way into the account when everything else fails.",
  fix: "Keep it, or say under removals: what replaces it.",
  opener: "justification",
  check: (context) =>
    context.people.flatMap((person): Concern[] => {
      const type = tagSides(person, rosterTag.type, context);
      if (type.before === breakGlass && type.after !== undefined && type.after !== breakGlass) {
        return [otherType(person, type.after, context)];
      }
      if (person.type !== breakGlass) return [];
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

/** The rules for the way in no longer hold for it: no matter where another one is left. */
function otherType(person: Person, type: string, { people, rosters }: Context): Concern {
  const left = people.some(
    (other) =>
      other !== person &&
      other.type === breakGlass &&
      other.change !== "leaves" &&
      other.suspended?.after === undefined,
  );
  const message = `the break-glass user ${person.name} becomes ${type}`;
  const place = rosters.placeBelowUser(person.key, "type");
  if (left) return { message, person, place, severity: "warning" };
  return {
    message: `${message}, and no other break-glass user is left`,
    person,
    place,
    fix: "Add another one first, in a change of its own.",
  };
}
