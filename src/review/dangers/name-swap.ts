import { ofType } from "../../plan/change";
import type { Concern, DangerRule } from "../danger";

export const nameSwap: DangerRule = {
  id: "name-swap",
  severity: "error",
  summary: "A user gets a name that another user of this plan still has.",
  why: "IAM renames one at a time: the name is still taken, the apply fails, and the credentials of both are already deleted.",
  fix: "Rename in two changes, through a name that nobody has.",
  opener: "roster",
  check: ({ people, changes }) => {
    const holders = new Map<string, string>();
    for (const change of ofType(changes, "aws_iam_user")) {
      const name = change.before?.name;
      // IAM compares names without regard to case.
      if (name !== undefined) holders.set(name.toLowerCase(), change.address);
    }
    return people.flatMap((person): Concern[] => {
      if (person.change !== "renamed" && person.change !== "joins") return [];
      const holder = holders.get(person.name.toLowerCase());
      if (holder === undefined || holder === person.address) return [];
      if (person.change === "renamed") {
        return [
          {
            message: `${person.previousName} is to be called ${person.name}, the name that ${holder} still has`,
            person,
          },
        ];
      }
      const fix = `Keep the old key in users.yaml and write name: there; a key names a person in the state, and a new key is a new person.`;
      return [
        { message: `${person.name} is removed as ${holder} and created again as ${person.address}`, person, fix },
      ];
    });
  },
};
