import { managedBy } from "../terms/tags";
import { at, type Guard } from "./guard";

export const tagsDistinct: Guard = {
  id: "tags-distinct",
  severity: "error",
  summary: "No two tags of a user differ only by case, and none is ManagedBy.",
  why: "IAM refuses tag keys that differ only by case, and ManagedBy is set by the provider block.",
  fix: "Remove one of the two.",
  check: ({ roster }) =>
    roster.users.flatMap((user) => {
      const seen = new Map<string, string>([[managedBy.key.toLowerCase(), managedBy.key]]);
      return Object.keys(user.tags).flatMap((key) => {
        const known = seen.get(key.toLowerCase());
        seen.set(key.toLowerCase(), key);
        if (known === undefined) return [];
        const message = `${user.key} has the tags ${known} and ${key}, which IAM does not distinguish`;
        return [{ message, fix: "Remove one of the two (defaults.tags count too).", ...at(user.origin, "tags", key) }];
      });
    }),
};
