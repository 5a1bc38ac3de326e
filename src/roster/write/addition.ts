import { parseYaml } from "../parse-yaml";
import { toValue, type YamlNode } from "../yaml-tree";
import { type Comments, yamlFlow, yamlLines } from "./block";
import { editTo, NotEditable } from "./edit";
import { type Insertion, placesIn } from "./places";
import type { Edit } from "./splice";
import { yamlText } from "./text";

export interface Addition {
  /** Keys of maps, from the root. Maps that are not there yet are added too. */
  readonly path: readonly string[];
  /** What is put into the map at `path`, or appended to the list there. What is undefined is left open for a human. */
  readonly value: Readonly<Record<string, unknown>> | readonly string[];
  /** By key of `value`. */
  readonly comments?: Readonly<Record<string, Comments>>;
  /** Each entry stands on one line, where it has room. @default false */
  readonly oneLine?: boolean;
}

/** Characters of a line that is not too long to read. */
const ROOM = 118;

/**
 * How something is added to YAML so that every other character stays as it is: comments, order, quotes, line breaks.
 * @throws NotEditable when no place is found where the text would then mean what it should
 */
export function addTo(source: string, addition: Addition): readonly Edit[] {
  const { root } = parseYaml(source);
  const wanted = merged(root === undefined ? {} : toValue(root), addition);
  const edits = editTo(source, wanted, waysToAdd(source, root, addition));
  if (edits !== undefined) return edits;
  const where = addition.path.join(".") || "the file";
  throw new NotEditable(
    `${where} is written in a way that cannot be added to by itself; write it as a block, key by key`,
  );
}

function merged(before: unknown, { path, value }: Addition): unknown {
  const [key, ...rest] = path;
  const map = (before ?? {}) as Readonly<Record<string, unknown>>;
  if (key !== undefined) {
    return { ...map, [key]: merged(Object.hasOwn(map, key) ? map[key] : undefined, { path: rest, value }) };
  }
  if (Array.isArray(value)) return [...((before as unknown[]) ?? []), ...value];
  return { ...map, ...value };
}

function* waysToAdd(source: string, root: YamlNode | undefined, addition: Addition): Generator<Edit[]> {
  const lineBreak = source.includes("\r\n") ? "\r\n" : "\n";
  const { node, insertion } = insertionOf(root, addition);
  for (const edits of placesIn(source, node, insertion)) {
    yield edits.map((edit) => ({ ...edit, text: edit.text.replaceAll("\n", lineBreak) }));
  }
}

/** The last map on the path that is there, and what is put into it. */
function insertionOf(
  root: YamlNode | undefined,
  addition: Addition,
): { readonly node: YamlNode | undefined; readonly insertion: Insertion } {
  let node = root;
  for (const [depth, key] of addition.path.entries()) {
    const next: YamlNode | undefined = node?.kind === "map" ? node.entries.get(key)?.value : undefined;
    if (next === undefined) return { node, insertion: underKey(key, addition.path.slice(depth + 1), addition) };
    node = next;
  }
  return { node, insertion: ofValue(addition) };
}

function underKey(key: string, rest: readonly string[], addition: Addition): Insertion {
  const value = rest.reduceRight<unknown>((inner, step) => ({ [step]: inner }), addition.value);
  const below = ofValue(addition);
  return {
    isMap: true,
    flow: () => `${yamlText(key)}: ${yamlFlow(value)}`,
    block: (indent) =>
      rest.length > 0
        ? yamlLines({ [key]: value }, indent)
        : [`${" ".repeat(indent)}${yamlText(key)}:`, ...below.block(indent + 2)],
  };
}

function ofValue({ value, comments, oneLine = false }: Addition): Insertion {
  const flow = () => yamlFlow(value).slice(1, -1).trim();
  if (Array.isArray(value)) {
    const items = (indent: number) => value.map((item) => `${" ".repeat(indent)}- ${yamlFlow(item)}`);
    return { isMap: false, flow, block: items };
  }
  const entryLines = (key: string, entry: unknown, indent: number): string[] => {
    const line = `${" ".repeat(indent)}${yamlText(key)}: ${yamlFlow(entry)}`;
    if (oneLine && line.length <= ROOM) return [line];
    const below = comments?.[key];
    if (below === undefined || typeof entry !== "object" || entry === null) return yamlLines({ [key]: entry }, indent);
    return [`${" ".repeat(indent)}${yamlText(key)}:`, ...yamlLines(entry, indent + 2, below)];
  };
  return {
    isMap: true,
    flow,
    block: (indent) => Object.entries(value).flatMap(([key, entry]) => entryLines(key, entry, indent)),
  };
}
