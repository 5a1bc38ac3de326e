import type { PartialRoster, User } from "../../roster/index";
import { byText } from "../../text/by";
import { isObject } from "../../text/values";

/** What becomes of one user when the roster is applied, as far as the two rosters say it. */
export interface UserDifference {
  readonly user: User;
  readonly change: "joins" | "leaves" | "changes";
  /** What differs: keys of users.yaml, with both values in words. */
  readonly rows: readonly { readonly key: string; readonly before: string; readonly after: string }[];
}

/** Users in the order in which people look for them: who leaves, who changes, who joins. */
export function differencesOf(before: PartialRoster, after: PartialRoster): UserDifference[] {
  const was = new Map(before.users.map((user) => [user.key, user]));
  const is = new Map(after.users.map((user) => [user.key, user]));
  const leaves = before.users
    .filter(({ key }) => !is.has(key))
    .map((user): UserDifference => ({ user, change: "leaves", rows: [] }));
  const joins = after.users
    .filter(({ key }) => !was.has(key))
    .map((user): UserDifference => ({ user, change: "joins", rows: [] }));
  const changes = after.users.flatMap((user): UserDifference[] => {
    const old = was.get(user.key);
    const rows = old === undefined ? [] : rowsOf(old, user);
    return rows.length === 0 ? [] : [{ user, change: "changes", rows }];
  });
  return [...leaves, ...changes, ...joins];
}

/** Where it is written says nothing of the user, and tags repeat what the other keys say. */
const NOT_TOLD = new Set(["origin", "tags"]);

function rowsOf(before: User, after: User) {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !NOT_TOLD.has(key))
    .sort(byText);
  return keys.flatMap((key) => {
    const [was, is] = [before[key as keyof User], after[key as keyof User]];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ key, before: wordsOf(was), after: wordsOf(is) }];
  });
}

/** A value in few words: names of what is in a list, keys and texts of what is not. */
function wordsOf(value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map(wordsOf).join(", ");
  if (!isObject(value)) return String(value);
  const { key, name, arn, status, rotateBy } = value;
  const called = [key, name, arn].find((one) => typeof one === "string");
  if (called !== undefined) {
    const more = [status, rotateBy].filter((one) => typeof one === "string" && one !== "Active");
    return more.length === 0 ? String(called) : `${called} (${more.join(", ")})`;
  }
  return Object.entries(value)
    .map(([one, below]) => `${one}: ${wordsOf(below)}`)
    .join(", ");
}
