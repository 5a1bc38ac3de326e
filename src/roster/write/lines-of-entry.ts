import { type EntryPlace, isFlow } from "./place-of-entry";

/** Whole lines of a text: offsets of the first character of one and of what follows the last. */
export interface Lines {
  readonly start: number;
  readonly end: number;
  /** Where the comment begins that stands directly above; the same as `start` when there is none. */
  readonly above: number;
  /** Spaces before the key. */
  readonly indent: number;
}

/**
 * The lines of an entry of a block.
 * @param valueEnd of a scalar or a flow; a block ends where its indentation does
 * @returns undefined when something else begins on its first line
 */
export function linesOfEntry(
  source: string,
  { keyStart, keyEnd, value }: EntryPlace,
  valueEnd: number,
): Lines | undefined {
  const start = source.lastIndexOf("\n", keyStart - 1) + 1;
  const indent = keyStart - start;
  if (!/^ *$/.test(source.slice(start, keyStart))) return undefined;
  const isBlock = value.kind !== "scalar" && !isFlow(source, value);
  let end = afterLine(source, isBlock ? keyEnd : Math.max(keyEnd, valueEnd - 1));
  for (let next = end; next < source.length; ) {
    const after = afterLine(source, next);
    const line = source.slice(next, after);
    const depth = /^ */.exec(line)?.[0].length ?? 0;
    const isItem = value.kind === "list" && depth === indent && /^ *-(?:\s|$)/.test(line);
    const isWithin = depth > indent || isItem;
    const isBlank = line.trim() === "";
    // A comment may stand anywhere: what follows it decides.
    if (!isBlank && !isWithin && !line.trimStart().startsWith("#")) break;
    if (!isBlank && isWithin) end = after;
    next = after;
  }
  return { start, end, above: commentAbove(source, start, indent), indent };
}

/** A comment belongs to what follows it when nothing but an empty line, or the key of the map, stands above. */
function commentAbove(source: string, start: number, indent: number): number {
  let above = start;
  for (;;) {
    if (above === 0) return above;
    const lineStart = source.lastIndexOf("\n", above - 2) + 1;
    const line = source.slice(lineStart, above);
    const depth = /^ */.exec(line)?.[0].length ?? 0;
    if (line.trim() === "") return above;
    if (depth === indent && line.trimStart().startsWith("#")) above = lineStart;
    else return depth < indent ? above : start;
  }
}

function afterLine(source: string, offset: number): number {
  const lineEnd = source.indexOf("\n", offset);
  return lineEnd < 0 ? source.length : lineEnd + 1;
}
