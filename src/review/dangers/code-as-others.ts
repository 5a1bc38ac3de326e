import { listed } from "../../text/count";
import type { Concern, DangerRule } from "../danger";
import { wayWords } from "../ways";

export const codeAsOthers: DangerRule = {
  id: "code-as-others",
  severity: "warning",
  summary:
    "Somebody can newly have code run as the role of any function, instance, project or the like, such as by lambda:UpdateFunctionCode on all of them.",
  why: "Whoever changes the code of a function does what its role may, without iam:PassRole. Where a role of this stack that such a thing may have can become administrator, administrator-granted says so.",
  fix: "Name the functions, or the like, that are meant: arn:aws:lambda:*:*:function:web-*.",
  opener: "roster",
  check: ({ people, takeoversOf }) =>
    people.flatMap((person): Concern[] => {
      // Of whoever can become administrator everything is told.
      if (person.change === "leaves" || (person.access?.power.after.length ?? 0) > 0) return [];
      const ways = takeoversOf(person, "after");
      if (ways.length === 0) return [];
      const could = new Set(takeoversOf(person, "before").map(({ noun }) => noun));
      const some = ways.filter(({ noun }) => !could.has(noun));
      const [first, ...others] = some;
      if (first === undefined) return [];
      const nouns = [...new Set(some.map(({ noun }) => `any ${noun}`))];
      const through = wayWords({ id: first.id, name: first.action, through: first.held.through });
      const more = others.length === 0 ? "" : ` and ${others.length} more`;
      const message = `${person.name} can newly run code as the role of ${listed(nouns, 4)}, through ${through}${more}`;
      return [{ message, person }];
    }),
};
