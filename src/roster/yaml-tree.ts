/** Steps from the root of a document to a value: keys of maps, indexes of lists. */
export type Path = readonly (string | number)[];

/** Offsets into the text of a file, in UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface MapEntry {
  readonly keySpan: Span;
  readonly value: YamlNode;
  /** Something in it was refused: what it seems to lack may be that. */
  readonly damaged: boolean;
}

/** A scalar whose value is undefined stands for one that was refused: an alias. */
export type YamlNode =
  | { readonly kind: "scalar"; readonly span: Span; readonly value: unknown }
  | { readonly kind: "list"; readonly span: Span; readonly items: readonly YamlNode[] }
  | {
      readonly kind: "map";
      readonly span: Span;
      readonly entries: ReadonlyMap<string, MapEntry>;
      /** A key was refused, such as `<<`: what seems to be missing may have been meant by it. */
      readonly damaged: boolean;
    };

/** The plain value of a tree. A user may be called `constructor`: look keys up as own properties. */
export function toValue(node: YamlNode): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(toValue);
    case "map": {
      const value: Record<string, unknown> = {};
      for (const [key, entry] of node.entries) value[key] = toValue(entry.value);
      return value;
    }
  }
}

export function nodeAt(root: YamlNode, path: Path): YamlNode | undefined {
  let node: YamlNode | undefined = root;
  for (const step of path) {
    if (node?.kind === "map") node = node.entries.get(String(step))?.value;
    else node = node?.kind === "list" ? node.items[Number(step)] : undefined;
  }
  return node;
}

/** Where a path stands: its value, or the key that leads to it. A path that ends early gives the last place found. */
export function locate(root: YamlNode, path: Path, on: "key" | "value"): Span {
  let node: YamlNode = root;
  let key: Span | undefined;
  for (const step of path) {
    let next: YamlNode | undefined;
    if (node.kind === "map") {
      const entry: MapEntry | undefined = node.entries.get(String(step));
      if (entry !== undefined) key = entry.keySpan;
      next = entry?.value;
    } else if (node.kind === "list") {
      next = node.items[Number(step)];
      if (next !== undefined) key = undefined;
    }
    if (next === undefined) return key ?? firstCharacter(node.span);
    node = next;
  }
  if (on === "key" && key !== undefined) return key;
  return node.kind === "scalar" ? node.span : (key ?? firstCharacter(node.span));
}

function firstCharacter(span: Span): Span {
  return { start: span.start, end: span.start + 1 };
}
