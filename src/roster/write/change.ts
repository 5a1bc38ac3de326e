import { parseYaml } from "../parse-yaml";
import { addTo } from "./addition";
import { entryAt } from "./place-of-entry";
import { takeFrom } from "./removal";
import { replaceIn } from "./replacement";
import { splice } from "./splice";

/** One thing that a roster is to say from now on. */
export interface Change {
  /** Keys of maps, from the root of the file. */
  readonly path: readonly string[];
  /** What stands there afterwards; undefined: nothing, the entry is taken out. */
  readonly value: unknown;
  /** A new entry stands below its key, however short it is. @default false */
  readonly block?: boolean;
}

/**
 * The text with the changes in it, one after the other, and every other character as it is: comments, order, quotes,
 * line breaks.
 * @throws NotEditable when one of them cannot be made so
 */
export function changed(source: string, changes: readonly Change[]): string {
  return changes.reduce((text, change) => splice(text, editsFor(text, change)), source);
}

function editsFor(text: string, { path, value, block = false }: Change) {
  if (value === undefined) return takeFrom(text, path);
  if (entryAt(parseYaml(text).root, path) !== undefined) return replaceIn(text, path, value);
  return addTo(text, { path: path.slice(0, -1), value: { [path.at(-1) ?? ""]: value }, oneLine: !block });
}
