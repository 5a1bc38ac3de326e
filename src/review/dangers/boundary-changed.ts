import { listed } from "../../text/count";
import type { Concern, DangerRule } from "../danger";

export const boundaryChanged: DangerRule = {
  id: "boundary-changed",
  severity: "warning",
  summary: "A permissions boundary is replaced, or its policy is changed.",
  why: "It changes what the user's other policies allow, and nobody reviews those in this change.",
  fix: "Compare both boundaries; if the new one is intended, there is nothing to do.",
  opener: "roster",
  check: ({ people, policies }) => [
    ...people.flatMap((person): Concern[] => {
      const { before, after } = person.boundary ?? {};
      if (before === undefined || after === undefined || before === after) return [];
      return [{ message: `${person.name} gets the permissions boundary ${after} instead of ${before}`, person }];
    }),
    ...policies
      .filter(({ change, boundaryOf }) => (change === "changed" || change === "replaced") && boundaryOf.length > 0)
      .map(({ name, boundaryOf, address, place }) => ({
        message: `the policy ${name} is rewritten; it is the permissions boundary of ${listed(boundaryOf)}`,
        address,
        place,
      })),
  ],
};
