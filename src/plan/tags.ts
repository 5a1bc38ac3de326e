import { isRosterTag } from "../terms/tags";
import { isObject } from "../text/values";

/** Tags of one side of a change. Values of foreign tags are compared and never told. */
export class Tags {
  readonly #tags: Readonly<Record<string, unknown>>;
  readonly #marks: Readonly<Record<string, unknown>>;
  #roster: Readonly<Record<string, string>> | undefined;

  /** @param marks what is marked as sensitive counts as absent */
  public constructor(value: unknown, marks: unknown) {
    this.#tags = isObject(value) ? value : {};
    this.#marks = isObject(marks) ? marks : {};
  }

  /** Tags whose key is `roster:...`: they say what the roster said when it was last applied. */
  public get roster(): Readonly<Record<string, string>> {
    this.#roster ??= Object.fromEntries(this.#entries().filter(([key]) => isRosterTag(key)));
    return this.#roster;
  }

  /** Keys of the tags that were added, changed or removed, sorted. */
  public static changed(before: Tags | undefined, after: Tags | undefined): string[] {
    const was = new Map(before === undefined ? [] : before.#entries());
    const is = new Map(after === undefined ? [] : after.#entries());
    return [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key)).sort();
  }

  #entries(): [string, string][] {
    return Object.entries(this.#tags).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && this.#marks[entry[0]] !== true,
    );
  }
}
