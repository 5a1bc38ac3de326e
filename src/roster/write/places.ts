import type { YamlNode } from "../yaml-tree";
import type { Edit } from "./splice";

/** Entries of a map or items of a list, as they are written into one. */
export interface Insertion {
  readonly isMap: boolean;
  /** On one line, without brackets. */
  readonly flow: () => string;
  /** As lines that are indented by so many spaces. */
  readonly block: (indent: number) => readonly string[];
}

/** Brackets and line ends that are tried behind the place that the tree says. */
const tries = 40;

/**
 * Places where a map or list can take an insertion, likely ones first; not each is right: a bracket may stand in a
 * comment. Only `{}` is ever taken out.
 */
export function* placesIn(source: string, node: YamlNode | undefined, insertion: Insertion): Generator<Edit[]> {
  if (node === undefined) yield [atEnd(source, insertion)];
  else if (/[{[]/.test(source[node.span.start] ?? "")) yield* inFlow(source, node, insertion);
  else if (node.kind !== "scalar") yield* inBlock(source, node, insertion);
}

/** Of a file that holds comments at most. */
function atEnd(source: string, insertion: Insertion): Edit {
  const head = source === "" || source.endsWith("\n") ? "" : "\n";
  return insert(source.length, `${head}${linesOf(insertion, 0)}`);
}

/** Below the last line of a block, where its indentation still holds. */
function* inBlock(source: string, node: YamlNode, insertion: Insertion): Generator<Edit[]> {
  const [first] = node.kind === "map" ? node.entries.values() : [];
  const items = node.kind === "list" ? node.items : [];
  const indent = indentAt(source, first?.keySpan.start ?? items[0]?.span.start ?? node.span.start);
  const lines = linesOf(insertion, indent);
  let at = Math.max(node.span.end - 1, 0);
  for (let count = 0; count < tries; count += 1) {
    const lineEnd = source.indexOf("\n", at);
    if (lineEnd < 0) return yield [insert(source.length, `\n${lines}`)];
    yield [insert(lineEnd + 1, lines)];
    at = lineEnd + 1;
  }
}

/** Behind the last entry of a flow, or between its brackets. */
function* inFlow(source: string, node: YamlNode, insertion: Insertion): Generator<Edit[]> {
  const size = node.kind === "map" ? node.entries.size : node.kind === "list" ? node.items.length : 0;
  if (size === 0) {
    yield* instead(source, node, insertion);
    const { start } = node.span;
    const closes = /[}\]]/.test(source[start + 1] ?? "");
    const before = insertion.isMap ? " " : "";
    yield [insert(start + 1, `${before}${insertion.flow()}${closes ? before : " "}`)];
    return;
  }
  let at = node.span.end;
  for (let count = 0; count < tries; count += 1) {
    yield [insert(at, `, ${insertion.flow()}`)];
    const bracket = source.slice(at).search(/[}\]]/);
    if (bracket < 0) return;
    at += bracket + 1;
  }
}

/** An empty map at the end of its line becomes a block: what comes into it has many lines. */
function* instead(source: string, node: YamlNode, insertion: Insertion): Generator<Edit[]> {
  const { start } = node.span;
  const [empty = ""] = /^\{[ \t]*\}/.exec(source.slice(start, start + 100)) ?? [];
  if (!insertion.isMap || empty === "") return;
  const rest = /^[^\r\n]*/.exec(source.slice(start + empty.length))?.[0] ?? "";
  if (!/^[ \t]*(#.*)?$/.test(rest)) return;
  const before = /[ \t]*$/.exec(source.slice(0, start))?.[0] ?? "";
  const lines = linesOf(insertion, indentAt(source, start) + 2);
  const lineEnd = source.indexOf("\n", start);
  yield [
    { start: start - before.length, end: start + empty.length, text: "" },
    lineEnd < 0 ? insert(source.length, `\n${lines}`) : insert(lineEnd + 1, lines),
  ];
}

const insert = (at: number, text: string): Edit => ({ start: at, end: at, text });

const linesOf = ({ block }: Insertion, indent: number) =>
  block(indent)
    .map((line) => `${line}\n`)
    .join("");

/** Spaces at the begin of the line. */
function indentAt(source: string, offset: number): number {
  const lineStart = source.lastIndexOf("\n", offset - 1) + 1;
  return /^ */.exec(source.slice(lineStart, offset))?.[0].length ?? 0;
}
