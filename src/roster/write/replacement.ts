import { parseYaml } from "../parse-yaml";
import { toValue } from "../yaml-tree";
import { yamlFlow, yamlLines } from "./block";
import { editTo, NotEditable } from "./edit";
import { linesOfEntry } from "./lines-of-entry";
import { type EntryPlace, endsOf, entryAt, isFlow } from "./place-of-entry";
import type { Edit } from "./splice";

/**
 * How the value of an entry that is there is written anew: in its place and on one line where the old one was.
 * @param path keys of maps, from the root
 * @throws NotEditable when the text would not mean exactly that, or the entry is not there
 */
export function replaceIn(source: string, path: readonly string[], value: unknown): readonly Edit[] {
  const { root } = parseYaml(source);
  const place = entryAt(root, path);
  const edits =
    root === undefined || place === undefined
      ? undefined
      : editTo(source, withValue(toValue(root), path, value), waysToReplace(source, place, path.at(-1) ?? "", value));
  if (edits !== undefined) return edits;
  throw new NotEditable(`${path.join(".")} is written in a way that cannot be changed by itself; change it by hand`);
}

function withValue(before: unknown, [key = "", ...rest]: readonly string[], value: unknown): unknown {
  const map = before as Readonly<Record<string, unknown>>;
  return { ...map, [key]: rest.length === 0 ? value : withValue(map[key], rest, value) };
}

function* waysToReplace(source: string, place: EntryPlace, key: string, value: unknown): Generator<Edit[]> {
  const { start } = place.value.span;
  const lineBreak = source.includes("\r\n") ? "\r\n" : "\n";
  for (const end of endsOf(source, place)) {
    const old = source.slice(start, end);
    const inPlace = isFlow(source, place.value) || (place.value.kind === "scalar" && !old.includes("\n"));
    if (inPlace && old.trim() !== "") yield [{ start, end, text: yamlFlow(value) }];
    const lines = linesOfEntry(source, place, end);
    if (lines === undefined) continue;
    const text = yamlLines({ [key]: value }, lines.indent)
      .map((line) => `${line}${lineBreak}`)
      .join("");
    yield [{ start: lines.start, end: lines.end, text }];
  }
}
