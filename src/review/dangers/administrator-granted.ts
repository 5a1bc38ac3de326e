import { acceptedFlag } from "../acceptance";
import { credentialName, worked, works } from "../credential";
import type { Concern, DangerRule } from "../danger";
import type { Credential } from "../model/credential";
import type { Person } from "../model/person";
import { wayWords } from "../ways";

/** The key or password that lets somebody in who could do nothing before: none of either worked. */
function wakes({ change, credentials }: Person): Credential | undefined {
  if (change === "leaves") return undefined;
  const keys = credentials.filter(({ kind, deposed }) => !deposed && (kind === "accessKey" || kind === "loginProfile"));
  return keys.some(worked) ? undefined : keys.find(works);
}

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
      if (first === undefined) return [];
      const more = others.length === 0 ? "" : ` and ${others.length} more`;
      const through = `, through ${wayWords(first)}${more}`;
      const justified = acceptedFlag(person, "administratorAccess", context);
      if (before.length === 0)
        return [{ message: `${person.name} can newly become administrator${through}`, person, justified }];
      if (person.change === "imported") {
        // Nobody's access changes; that the stack has an administrator more is told.
        const message = `${person.name} is imported, and can become administrator${through}`;
        return [{ message, person, justified, severity: "warning" }];
      }
      if (person.change !== "leaves" && context.becamePowerful(person)) {
        const message = `${person.name} was made an administrator outside Terraform since the last apply, and the plan keeps that${through}`;
        return [{ message, person, justified }];
      }
      const woken = wakes(person);
      if (woken === undefined) return [];
      const message = `${person.name} has no key or password in this stack that works, and gets ${credentialName(woken)}; whoever has it can become administrator${through}`;
      return [{ message, person, justified }];
    });
    const groups = context.groups
      .filter(({ members }) => members.added.length + members.kept.length === 0)
      .flatMap((group) => {
        const { name, place, address } = group;
        const [way] = context.powerOfGroup(group, "after");
        if (way === undefined || context.powerOfGroup(group, "before").length > 0) return [];
        const message = `members of group ${name} can newly become administrator, through ${way.name}; it has no members in this stack`;
        return [{ message, place, address, fix: "Remove the policy from the group." }];
      });
    return [...people, ...groups];
  },
};
