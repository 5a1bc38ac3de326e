import { invalidInput, limitExceeded } from "./errors";
import type { Tag } from "./state";

const TAGS_PER_RESOURCE = 50;

/** Tag keys of users and roles are not distinguished by case, those of other resources are (IAM User Guide, "Tagging"). */
export type TagCase = "ignores case" | "heeds case";

const keyOf = (key: string, mode: TagCase) => (mode === "ignores case" ? key.toLowerCase() : key);

/** The prefix is AWS's own, in whatever case (IAM User Guide, "Tagging IAM resources"); the words are not recorded. */
function checkTags(tags: readonly Tag[], mode: TagCase): void {
  const reserved = tags.find(({ Key }) => /^aws:/i.test(Key));
  if (reserved !== undefined)
    throw invalidInput(`Tag key ${reserved.Key} is not valid. Tag keys that begin with aws: are reserved.`);
  if (new Set(tags.map((tag) => keyOf(tag.Key, mode))).size === tags.length) return;
  const hint = mode === "ignores case" ? " Please note that Tag keys are case insensitive." : "";
  throw invalidInput(`Duplicate tag keys found.${hint}`);
}

export function addTags(present: readonly Tag[], added: readonly Tag[], mode: TagCase): Tag[] {
  checkTags(added, mode);
  const merged = new Map(present.map((tag) => [keyOf(tag.Key, mode), tag]));
  for (const { Key, Value } of added) merged.set(keyOf(Key, mode), { Key, Value });
  if (merged.size > TAGS_PER_RESOURCE) throw limitExceeded("The number of tags has reached the maximum limit.");
  return [...merged.values()];
}

export function removeTags(present: readonly Tag[], keys: readonly string[], mode: TagCase): Tag[] {
  const gone = new Set(keys.map((key) => keyOf(key, mode)));
  return present.filter((tag) => !gone.has(keyOf(tag.Key, mode)));
}
