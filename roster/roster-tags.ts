import { kebabCase } from "../text/kebab-case";
import { flagNames } from "./roster";
import type { WrittenUser } from "./written-roster";

/** What the roster says about a user, as tags that travel with the IAM user and are there when the roster is not. */
export function rosterTags(user: WrittenUser): Record<string, string> {
  const tags: Record<string, string> = { "roster:type": user.type, "roster:owner": user.owner };
  if (user.expires !== undefined) tags["roster:expires"] = user.expires;
  if (user.suspended !== undefined) tags["roster:suspended"] = `${user.suspended.ticket} since ${user.suspended.since}`;
  for (const flag of flagNames) {
    const justification = user[flag];
    if (justification === undefined) continue;
    tags[`roster:${kebabCase(flag)}`] = `${justification.ticket} until ${justification.expires}`;
  }
  return tags;
}
