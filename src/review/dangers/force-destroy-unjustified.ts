import { flagAcceptance } from "../acceptance";
import type { DangerRule } from "../danger";

export const forceDestroyUnjustified: DangerRule = {
  id: "force-destroy-unjustified",
  severity: "error",
  summary: "A user has force_destroy without a justification.",
  why: "It deletes, with the user, whatever was created outside Terraform, and it does so while the user may still be active.",
  fix: "Write forceDestroy with its justification in the user's entry, or remove force_destroy.",
  opener: "justification",
  check: ({ people, rosters }) =>
    people
      .filter(({ change, forceDestroy }) => change !== "leaves" && forceDestroy.after === true)
      .filter((person) => flagAcceptance(person, "forceDestroy", rosters) === undefined)
      .map((person) => ({ message: `${person.name} has force_destroy without a justification`, person })),
};
