import { flagNames } from "../terms/flags";
import { rosterTag, tagOfFlag, writeAcceptance, writeSuspension } from "../terms/tags";
import type { WrittenUser } from "./users.written";

/** What the roster says about a user, as tags that travel with the IAM user and are there when the roster is not. */
export function rosterTags(user: WrittenUser): Record<string, string> {
  const tags: Record<string, string> = { [rosterTag.type]: user.type, [rosterTag.owner]: user.owner };
  if (user.expires !== undefined) tags[rosterTag.expires] = user.expires;
  if (user.suspended !== undefined) tags[rosterTag.suspended] = writeSuspension(user.suspended);
  for (const flag of flagNames) {
    const justification = user[flag];
    if (justification !== undefined) tags[tagOfFlag(flag)] = writeAcceptance(justification);
  }
  return tags;
}
