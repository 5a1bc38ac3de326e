import { acceptedFlag } from "../acceptance";
import type { Concern, DangerRule } from "../danger";
import { wayWords } from "../ways";

export const administratorGranted: DangerRule = {
  id: "administrator-granted",
  severity: "error",
  summary:
    "Somebody can newly become administrator: by full access in any spelling, or by a known path to it, such as iam:PassRole with lambda.",
  why: "Whoever can become administrator can undo every other rule, this one included.",
  fix: "Remove what opens the way, or add administratorAccess with its justification to the user's entry.",
  opener: "justification",
  check: (context) => {
    const people = context.people.flatMap((person): Concern[] => {
      const { before, after } = person.access?.power ?? { before: [], after: [] };
      const [first, ...others] = after;
      if (first === undefined || before.length > 0) return [];
      const more = others.length === 0 ? "" : ` and ${others.length} more`;
      const message = `${person.name} can newly become administrator, through ${wayWords(first)}${more}`;
      return [{ message, person, justified: acceptedFlag(person, "administratorAccess", context) }];
    });
    const groups = context.groups
      .filter(({ members }) => members.added.length + members.kept.length === 0)
      .flatMap(({ name, place, address }) => {
        const [way] = context.access.groupPower(name, "after");
        if (way === undefined || context.access.groupPower(name, "before").length > 0) return [];
        const message = `members of group ${name} can newly become administrator, through ${way.name}; it has no members in this stack`;
        return [{ message, place, address, fix: "Remove the policy from the group." }];
      });
    return [...people, ...groups];
  },
};
