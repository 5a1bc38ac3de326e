import { parseYaml } from "../parse-yaml";
import { toValue } from "../yaml-tree";
import { type Edit, splice } from "./splice";

/** The text cannot be edited where it should be. The file stays as it is. */
export class NotEditable extends Error {
  public override readonly name = "NotEditable";
}

/**
 * The first of several ways to edit a text after which it means exactly what it should: each is tried and read back
 * with the reader of rosters. So no way has to be certain about comments, quotes and brackets.
 * @param wanted the value of the whole text afterwards; the order of keys does not matter
 * @returns undefined when the text means something else after each of them
 */
export function editTo(source: string, wanted: unknown, ways: Iterable<readonly Edit[]>): readonly Edit[] | undefined {
  const meaning = comparable(wanted);
  for (const edits of ways) {
    const { root, problems } = parseYaml(splice(source, edits));
    if (problems.length === 0 && root !== undefined && comparable(toValue(root)) === meaning) return edits;
  }
  return undefined;
}

function comparable(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** What is left open reads as null. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value ?? null;
  const entries = Object.entries(value).sort(([first], [second]) => (first < second ? -1 : 1));
  return { map: entries.map(([key, entry]) => [key, sorted(entry)]) };
}
