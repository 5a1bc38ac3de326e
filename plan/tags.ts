import { isRosterTag } from "../terms/tags";
import { isObject } from "../text/values";

/** Tags of one side of a change. Values of foreign tags are compared and never told. */
export class Tags {
  /** Tags whose key is `roster:...`: they say what the roster said when it was last applied. */
  public readonly roster: Readonly<Record<string, string>>;
  readonly #values: ReadonlyMap<string, string>;

  private constructor(values: ReadonlyMap<string, string>, roster: Readonly<Record<string, string>>) {
    this.#values = values;
    this.roster = roster;
  }

  /** @param marks what is marked as sensitive is left out */
  public static of(value: unknown, marks: unknown): Tags {
    const values = new Map<string, string>();
    const roster: Record<string, string> = {};
    for (const [key, tag] of isObject(value) ? Object.entries(value) : []) {
      if (typeof tag !== "string" || (isObject(marks) && marks[key] === true)) continue;
      values.set(key, tag);
      if (isRosterTag(key)) roster[key] = tag;
    }
    return new Tags(values, roster);
  }

  /** Keys of the tags that were added, changed or removed, sorted. */
  public static changed(before: Tags | undefined, after: Tags | undefined): string[] {
    const was = before === undefined ? none : before.#values;
    const is = after === undefined ? none : after.#values;
    return [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key)).sort();
  }
}

const none: ReadonlyMap<string, string> = new Map();
