import type { Left } from "../../adopt/thing";
import { userThing } from "../../adopt/user";
import { tagsOf, type UserDetail } from "../../aws/authorization-details";
import { managedBy } from "../../terms/tags";
import { shellWord } from "../../text/shell-word";
import { type Entries, lower } from "./entries";
import type { StillThere } from "./leavers";
import type { AdoptionContext, AdoptionRequest } from "./request";

interface Known extends Pick<AdoptionContext, "state" | "elsewhere"> {
  readonly entries: Entries;
  readonly there: readonly StillThere[];
}

/**
 * Users with our tag whom nothing here knows, no entry, state or record: their entries may have been deleted before the state was
 * lost. A tag can be set by others, and be another repository's, so that they are only named.
 */
export function taggedStrangers(
  users: readonly UserDetail[],
  { names, mend }: AdoptionRequest,
  { entries, there, state, elsewhere }: Known,
): Left[] {
  if (mend === undefined || names.length > 0) return [];
  const leaving = new Set(there.map(({ detail }) => detail));
  return users.flatMap((detail) => {
    const { UserName = "", UserId = "", Tags } = detail;
    if (tagsOf(Tags)[managedBy.key] !== managedBy.value || leaving.has(detail)) return [];
    if (entries.of(UserName) !== undefined || state.users.has(UserId) || elsewhere?.users.has(lower(UserName)))
      return [];
    const word = shellWord(UserName);
    const reason = `it has the tag ${managedBy.key}=${managedBy.value}, and no entry, no state and no record here knows it; if it is this roster's: roster adopt ${word}, and to remove it, delete the entry after a deploy`;
    return [{ ...userThing(UserName), reason }];
  });
}
