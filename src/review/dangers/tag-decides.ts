import { listed } from "../../text/count";
import type { Concern, DangerRule } from "../danger";

export const tagDecides: DangerRule = {
  id: "tag-decides",
  severity: "warning",
  summary: "A tag of a user changes on which a policy depends that the user has, or the trust policy of a role.",
  why: "aws:PrincipalTag decides what such a policy allows: what the user can do changes, and no policy does.",
  fix: "Look at the conditions of the policy with the tag before and after.",
  opener: "roster",
  check: ({ people, taggedOf }) =>
    people.flatMap((person): Concern[] => {
      if (person.change === "leaves" || person.change === "joins") return [];
      return person.tags.flatMap((tag): Concern[] => {
        const through = taggedOf(person, tag);
        if (through.length === 0) return [];
        return [
          { message: `the tag ${tag} of ${person.name} changes, and ${listed(through, 3)} depends on it`, person },
        ];
      });
    }),
};
