import type { YamlNode } from "../../roster/yaml-tree";
import { type Comments, yamlFlow, yamlLines } from "./yaml-block";

/** How the text of a roster is read: the reader that the roster itself is read with. */
export interface YamlReader {
  readonly parse: (text: string) => { readonly root: YamlNode | undefined; readonly problems: readonly unknown[] };
  readonly toValue: (node: YamlNode) => unknown;
}

export interface Addition {
  /** Keys of maps, from the root. */
  readonly path: readonly string[];
  /** What is put into the map at `path`, or appended to the list there. */
  readonly value: Readonly<Record<string, unknown>> | readonly string[];
  /** By key of `value`. */
  readonly comments?: Readonly<Record<string, Comments>>;
}

/** The text cannot be added to where it should be. The file stays as it is. */
export class NotEditable extends Error {
  public override readonly name = "NotEditable";
}

/**
 * Adds to YAML and leaves every other character as it is: comments, order, quotes. Each candidate place is tried and
 * read back; the one is taken where the text means exactly what it should.
 * @throws NotEditable
 */
export function addToYaml(text: string, addition: Addition, reader: YamlReader): string {
  const { root } = reader.parse(text);
  const before = root === undefined ? {} : reader.toValue(root);
  const wanted = JSON.stringify(sorted(merged(before, addition)));
  for (const candidate of candidates(text, root, addition)) {
    const { root: read, problems } = reader.parse(candidate);
    if (problems.length === 0 && read !== undefined && JSON.stringify(sorted(reader.toValue(read))) === wanted)
      return candidate;
  }
  const where = addition.path.join(".") || "the file";
  throw new NotEditable(
    `${where} is written in a way that cannot be added to by itself; write it as a block, key by key`,
  );
}

function merged(before: unknown, { path, value }: Addition): unknown {
  const [key, ...rest] = path;
  if (key !== undefined) {
    const map = (before ?? {}) as Record<string, unknown>;
    return { ...map, [key]: merged(map[key], { path: rest, value }) };
  }
  if (Array.isArray(value)) return [...((before as unknown[]) ?? []), ...value];
  const added = Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plain(entry)]));
  return { ...((before as object) ?? {}), ...added };
}

/** As YAML reads it back: what is left open is null. */
function plain(value: unknown): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const map = value as Record<string, unknown>;
  return Object.keys(map)
    .sort()
    .map((key) => [key, sorted(map[key])]);
}

function* candidates(text: string, root: YamlNode | undefined, addition: Addition): Generator<string> {
  let node = root;
  for (const [depth, key] of addition.path.entries()) {
    const next: YamlNode | undefined = node?.kind === "map" ? node.entries.get(key)?.value : undefined;
    if (next === undefined || (next.kind === "scalar" && next.value === null)) {
      // The map is not there yet: it is put into the last one that is.
      if (next !== undefined) return;
      const rest = addition.path.slice(depth + 1);
      const value = rest.reduceRight<unknown>((inner, step) => ({ [step]: inner }), addition.value);
      const comments = rest.length === 0 ? addition.comments : undefined;
      const nested: Addition = {
        path: [],
        value: { [key]: value },
        ...(comments && { comments: { [key]: comments as never } }),
      };
      yield* into(text, node, nested, rest.length === 0 ? addition : undefined);
      return;
    }
    node = next;
  }
  yield* into(text, node, addition);
}

/** Places for an addition to a map or list: before its closing bracket, or below its last line. */
function* into(text: string, node: YamlNode | undefined, addition: Addition, whole?: Addition): Generator<string> {
  if (node === undefined) {
    yield `${text.trimEnd()}${text.trim() === "" ? "" : "\n"}${blockOf(addition, 0, whole)}`;
    return;
  }
  const open = text[node.span.start];
  if (open === "{" || open === "[") {
    yield* intoFlow(text, node, addition, whole);
    return;
  }
  if (node.kind === "scalar") return;
  const first = node.kind === "map" ? [...node.entries.values()][0]?.keySpan.start : node.items[0]?.span.start;
  const start = first ?? node.span.start;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const indent = /^ */.exec(text.slice(lineStart))?.[0].length ?? 0;
  const block = blockOf(addition, indent, whole);
  for (let at = Math.max(node.span.end - 1, 0), tries = 0; tries < 40; tries++) {
    const end = text.indexOf("\n", at);
    if (end < 0) {
      yield `${text}\n${block}`;
      return;
    }
    yield `${text.slice(0, end + 1)}${block}${text.slice(end + 1)}`;
    at = end + 1;
  }
}

function* intoFlow(text: string, node: YamlNode, addition: Addition, whole?: Addition): Generator<string> {
  const closing = text[node.span.start] === "{" ? "}" : "]";
  const empty = node.kind === "map" ? node.entries.size === 0 : node.kind === "list" && node.items.length === 0;
  const { value } = addition;
  const inner = Array.isArray(value) ? yamlFlow(value).slice(1, -1) : yamlFlow(value).slice(1, -1).trim();
  let at = text.indexOf(closing, Math.max(node.span.end - 1, node.span.start + 1));
  for (let tries = 0; at >= 0 && tries < 40; tries++) {
    const lineStart = text.lastIndexOf("\n", node.span.start) + 1;
    const keyIndent = /^ */.exec(text.slice(lineStart))?.[0].length ?? 0;
    // An empty map at the end of its line becomes a block: what comes into it has many lines.
    const restOfLine = text.slice(at + 1).split("\n")[0] ?? "";
    if (empty && !Array.isArray(value) && /^\s*(#.*)?$/.test(restOfLine)) {
      const block = blockOf(addition, keyIndent + 2, whole);
      const head = text.slice(0, node.span.start).trimEnd();
      const tail = text.slice(at + 1);
      const comment = /^[^\n]*/.exec(tail)?.[0].trimEnd() ?? "";
      yield `${head}${comment}\n${block}${tail.slice(/^[^\n]*\n?/.exec(tail)?.[0].length ?? 0)}`;
    }
    const separator = empty ? " " : ", ";
    const before = text.slice(0, at).trimEnd();
    yield `${before}${closing === "]" && empty ? "" : separator}${inner}${closing === "}" ? " }" : "]"}${text.slice(at + 1)}`;
    at = text.indexOf(closing, at + 1);
  }
}

function blockOf({ value, comments }: Addition, indent: number, whole?: Addition): string {
  if (Array.isArray(value)) return `${value.map((item) => `${" ".repeat(indent)}- ${yamlFlow(item)}`).join("\n")}\n`;
  if (whole !== undefined) {
    const [key = ""] = Object.keys(value);
    return `${" ".repeat(indent)}${key}:\n${blockOf(whole, indent + 2)}`;
  }
  const lines = Object.entries(value as Record<string, unknown>).flatMap(([key, entry]) => {
    const below = comments?.[key];
    if (below === undefined || typeof entry !== "object" || entry === null) return yamlLines({ [key]: entry }, indent);
    const [head = ""] = yamlLines({ [key]: { x: 1 } }, indent);
    return [head, ...yamlLines(entry, indent + 2, below)];
  });
  return `${lines.join("\n")}\n`;
}
