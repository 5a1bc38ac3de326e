import { rosterTag } from "../terms/tags";

/** Keys of tags by which accounts say who answers for a user, most telling first. */
const OWNER_TAGS = [rosterTag.owner, "owner", "owner-email", "owneremail", "email", "contact", "responsible", "team"];

/** What the schema of users.yaml accepts as an owner. */
const OWNER = /^[\p{L}\p{Z}\p{N}_.:/=+@-]{1,256}$/u;

const NOBODY = /^(unknown|nobody|none|n\/?a|tbd|todo|-)$/i;

/** Who answers for a user, as its tags or its name say: a name that is an e-mail address is its owner's. */
export function ownerTag(tags: Readonly<Record<string, string>>, name: string): string | undefined {
  const byKey = new Map(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value.trim()]));
  for (const key of OWNER_TAGS) {
    const value = byKey.get(key);
    if (value !== undefined && OWNER.test(value) && !NOBODY.test(value)) return value;
  }
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(name) && OWNER.test(name) ? name : undefined;
}
