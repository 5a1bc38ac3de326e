import { literalOf, objectKey, quoted, referenceOf } from "./text";

/** Lists and objects are written one element a line, so that a diff shows what changed; two spaces a level, as terraform fmt. */
const step = "  ";

/** A value of Terraform JSON, whose strings are templates. `indent` is that of the line on which it begins. */
export function expression(value: unknown, indent: string): string {
  return typeof value === "string" ? template(value, indent) : compound(value, indent, expression);
}

/**
 * A policy document: `jsonencode({ .. })` where the text is JSON of which that makes the same document. It writes keys
 * in the order of the alphabet, which neither AWS nor the provider takes for a change.
 */
export function policyDocument(value: unknown, indent: string): string {
  if (typeof value !== "string" || referenceOf(value) !== undefined) return expression(value, indent);
  const text = literalOf(value);
  const document = parseObject(text);
  // Terraform composes accents: two keys could become one.
  if (document === undefined || text !== text.normalize("NFC")) return quoted(text);
  return `jsonencode(${plainValue(document, indent)})`;
}

/** Each a line: addresses, names of attributes. */
export function words(values: unknown, indent: string): string {
  return list((values as readonly string[]).map(String), indent);
}

/** Attributes with their values, aligned as terraform fmt does it: lines in a row, broken by a value of several lines. */
export function assignments(entries: readonly (readonly [string, string])[], indent: string): string[] {
  const lines: string[] = [];
  let chain: (readonly [string, string])[] = [];
  const closeChain = () => {
    const width = Math.max(0, ...chain.map(([name]) => columns(name)));
    for (const [name, value] of chain) lines.push(`${indent}${name}${" ".repeat(width - columns(name))} = ${value}`);
    chain = [];
  };
  for (const entry of entries) {
    if (entry[1].includes("\n")) {
      closeChain();
      lines.push(`${indent}${entry[0]} = ${entry[1]}`);
    } else chain.push(entry);
  }
  closeChain();
  return lines;
}

function template(value: string, indent: string): string {
  const reference = referenceOf(value);
  if (reference !== undefined) return reference;
  const text = literalOf(value);
  if (!text.includes("\n")) return quoted(text);
  // A certificate, say: a here-document would end with a line break, whatever the text ends with.
  return `join("\\n", ${list(text.split("\n").map(quoted), indent)})`;
}

function plainValue(value: unknown, indent: string): string {
  return typeof value === "string" ? quoted(value) : compound(value, indent, plainValue);
}

function compound(value: unknown, indent: string, write: (value: unknown, indent: string) => string): string {
  if (Array.isArray(value)) {
    return list(
      value.map((item) => write(item, indent + step)),
      indent,
    );
  }
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([key, entry]) => [key, write(entry, indent + step)] as const);
  return object(entries, indent, write === expression);
}

function object(entries: readonly (readonly [string, string])[], indent: string, keysAreTemplates: boolean): string {
  if (entries.length === 0) return "{}";
  const named = entries.map(([key, value]) => [objectKey(keysAreTemplates ? literalOf(key) : key), value] as const);
  return `{\n${assignments(named, indent + step).join("\n")}\n${indent}}`;
}

function list(items: readonly string[], indent: string): string {
  if (items.length === 0) return "[]";
  if (items.length === 1 && !items[0]?.includes("\n")) return `[${items[0]}]`;
  return `[\n${items.map((item) => `${indent}${step}${item},\n`).join("")}${indent}]`;
}

function parseObject(text: string): object | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** Characters; what `objectKey` leaves unescaped is one column each. */
function columns(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
