import { parseYaml } from "../parse-yaml";
import { toValue } from "../yaml-tree";
import { editTo, NotEditable } from "./edit";
import { type Lines, linesOfEntry } from "./lines-of-entry";
import { type EntryPlace, endsOf, entryAt, isFlow } from "./place-of-entry";
import type { Edit } from "./splice";

/**
 * How the entry of a map is taken out of YAML: its lines, with the comment that stands directly above it.
 * @param path keys of maps, from the root
 * @throws NotEditable when the text would not mean exactly that, or the entry is not there
 */
export function takeFrom(source: string, path: readonly string[]): readonly Edit[] {
  const { root } = parseYaml(source);
  const place = entryAt(root, path);
  const edits =
    root === undefined || place === undefined
      ? undefined
      : editTo(source, without(toValue(root), path), waysToTake(source, place));
  if (edits !== undefined) return edits;
  throw new NotEditable(
    `${path.join(".")} is written in a way that cannot be taken out by itself; take it out by hand`,
  );
}

function without(value: unknown, [key = "", ...rest]: readonly string[]): unknown {
  const { [key]: below, ...others } = value as Readonly<Record<string, unknown>>;
  return rest.length === 0 ? others : { ...others, [key]: without(below, rest) };
}

function* waysToTake(source: string, place: EntryPlace): Generator<Edit[]> {
  const inBrackets = isFlow(source, place.map);
  for (const end of endsOf(source, place)) yield* inBrackets ? inFlow(source, place, end) : inBlock(source, place, end);
}

function* inBlock(source: string, place: EntryPlace, valueEnd: number): Generator<Edit[]> {
  const lines = linesOfEntry(source, place, valueEnd);
  if (lines === undefined) return;
  const { mapKeyEnd, map } = place;
  for (const start of [lines.above, lines.start]) {
    const edit = tidied(source, { start, end: lines.end });
    if (map.entries.size > 1) yield [edit];
    else if (mapKeyEnd !== undefined) {
      const colon = source.indexOf(":", mapKeyEnd) + 1;
      yield [{ start: colon, end: colon, text: " {}" }, edit];
    }
  }
}

/** With one of the empty lines around it, where there would be two, or one at the end. */
function tidied(source: string, { start, end }: Pick<Lines, "start" | "end">): Edit {
  const emptyAbove = /(?:^|\n)[ \t]*\r?\n$/.test(source.slice(Math.max(0, start - 200), start));
  const [emptyBelow = ""] = /^[ \t]*\r?\n/.exec(source.slice(end, end + 200)) ?? [];
  const firstOfMap = /:[ \t]*(?:#[^\n]*)?\r?\n$/.test(source.slice(Math.max(0, start - 400), start));
  if ((emptyAbove || firstOfMap) && emptyBelow !== "") return { start, end: end + emptyBelow.length, text: "" };
  if (emptyAbove && end >= source.length) {
    // The empty line above: it begins behind the line break before it.
    return { start: source.lastIndexOf("\n", start - 2) + 1, end, text: "" };
  }
  return { start, end, text: "" };
}

/** The entry with the comma behind it, or with the one before it, or alone. */
function* inFlow(source: string, { keyStart, keyEnd }: EntryPlace, valueEnd: number): Generator<Edit[]> {
  const before = source.slice(Math.max(0, keyStart - 200), keyStart);
  for (const end of [valueEnd, source.indexOf(":", keyEnd) + 1]) {
    if (end < keyEnd) continue;
    const after = source.slice(end, end + 200);
    const [commaAfter = ""] = /^[ \t]*,\s*/.exec(after) ?? [];
    if (commaAfter !== "") yield [{ start: keyStart, end: end + commaAfter.length, text: "" }];
    const [commaBefore = ""] = /,\s*$/.exec(before) ?? [];
    if (commaBefore !== "") yield [{ start: keyStart - commaBefore.length, end, text: "" }];
    const [bracket = ""] = /\{\s*$/.exec(before) ?? [];
    const [rest = ""] = /^\s*(?=\})/.exec(after) ?? [];
    if (bracket !== "") yield [{ start: keyStart - bracket.length + 1, end: end + rest.length, text: "" }];
    // A comma may stand before the bracket.
    yield [{ start: keyStart, end, text: "" }];
  }
}
