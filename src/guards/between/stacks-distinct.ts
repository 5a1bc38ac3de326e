import type { BetweenGuard } from "./between";

export const stacksDistinct: BetweenGuard = {
  id: "stacks-distinct",
  severity: "error",
  summary:
    "No two rosters of a project have the same stack name; it does not matter whether letters are upper or lower case.",
  why: "They would share a folder, and by default a state: the deploy of one would remove everybody of the other.",
  fix: "Give one of them another name, with stack: NAME.",
  check: ({ roster, others }) =>
    others
      .filter((other) => other.roster.stack.toLowerCase() === roster.stack.toLowerCase())
      .map((other) => {
        const there = other.placeOf({ file: other.roster.file, path: ["stack"] });
        const message = `the stack ${roster.stack} is also that of ${there}`;
        return { message, file: roster.file, path: ["stack"] };
      }),
};
