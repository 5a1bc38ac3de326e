import type { Concern, DangerRule } from "../danger";

export const runnerLeaves: DangerRule = {
  id: "runner-leaves",
  severity: "error",
  summary: "The identity that runs the plan is removed, suspended, renamed or replaced by it.",
  why: "It would lose its access in the middle of the apply, which then ends incomplete.",
  fix: "Run the plan as somebody else, or keep the user.",
  opener: "operator",
  check: ({ people, runner }) => {
    const name = runner === undefined ? undefined : nameOf(runner);
    if (name === undefined) return [];
    return people.flatMap((person): Concern[] => {
      const hurt = ["leaves", "is suspended", "renamed", "replaced"].includes(person.change);
      if (!hurt || (person.previousName ?? person.name) !== name) return [];
      return [
        {
          message: `${name} runs this plan and ${person.change === "leaves" ? "is removed" : person.change} by it`,
          person,
        },
      ];
    });
  },
};

/** Of an IAM user's ARN the last part; roles and the root user are no people of a roster. */
function nameOf(runner: string): string | undefined {
  if (!runner.startsWith("arn:")) return runner;
  return /^arn:[a-z-]+:iam::\d*:user\/(?:.*\/)?([^/]+)$/.exec(runner)?.[1];
}
