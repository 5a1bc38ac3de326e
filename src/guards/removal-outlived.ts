import { at, type Guard } from "./guard";

export const removalOutlived: Guard = {
  id: "removal-outlived",
  severity: "warning",
  summary: "An entry of removals whose expires date has passed can be deleted.",
  why: "It has done its work, or accepts nothing any more: the review counts it only until that date.",
  fix: "Delete the entry.",
  check: ({ roster, today }) =>
    roster.removals
      .filter(({ expires }) => expires < today)
      .map(({ key, expires, origin }) => ({
        message: `the removal of ${key} was accepted until ${expires}`,
        fix: `Delete removals.${key}. If ${key} has yet to leave, have it approved again with a new date.`,
        ...at(origin, "expires"),
      })),
};
