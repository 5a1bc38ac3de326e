import type { YamlNode } from "../yaml-tree";

/** Where the entry of a map stands. Offsets are those of a tree's spans. */
export interface EntryPlace {
  readonly map: Extract<YamlNode, { kind: "map" }>;
  /** End of the key that the map itself stands behind; undefined for the whole file. */
  readonly mapKeyEnd: number | undefined;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlNode;
}

/** @returns undefined when it is not there */
export function entryAt(root: YamlNode | undefined, path: readonly string[]): EntryPlace | undefined {
  let node = root;
  let place: EntryPlace | undefined;
  for (const key of path) {
    if (node?.kind !== "map") return undefined;
    const entry = node.entries.get(key);
    if (entry === undefined) return undefined;
    const { keySpan, value } = entry;
    place = { map: node, mapKeyEnd: place?.keyEnd, keyStart: keySpan.start, keyEnd: keySpan.end, value };
    node = value;
  }
  return place;
}

/** Whether it stands in brackets. */
export function isFlow(source: string, node: YamlNode): boolean {
  return node.kind !== "scalar" && /[{[]/.test(source[node.span.start] ?? "");
}

/** Brackets that are tried behind the last value of a flow. */
const TRIES = 40;

/** Where a value may end, likely places first: the tree knows the end of the last value in brackets, not theirs. */
export function* endsOf(source: string, { keyEnd, value }: EntryPlace): Generator<number> {
  let end = Math.max(value.span.end, keyEnd);
  if (!isFlow(source, value)) return yield end;
  for (let count = 0; count < TRIES; count += 1) {
    const bracket = source.slice(end).search(/[}\]]/);
    if (bracket < 0) return;
    end += bracket + 1;
    yield end;
  }
}
