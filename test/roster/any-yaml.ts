import fc from "fast-check";

/** A YAML text as people write them, and what it means. */
export interface AnyYaml {
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface Written {
  readonly value: unknown;
  /** Behind `key:`, with the lines below it. */
  readonly block: (indent: number) => string;
  /** Undefined when it cannot be written inside brackets. */
  readonly flow: string | undefined;
}

const comment = fc.constantFrom("", "", " # why", " # }", " # ], { a: 'b", ' # "');

const scalar: fc.Arbitrary<Written> = fc
  .tuple(
    fc.constantFrom<readonly [string, unknown]>(
      ["human", "human"],
      ["'it''s }'", "it's }"],
      ['"a ] # b"', "a ] # b"],
      ["42", 42],
      ["true", true],
      ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"],
      ["'#'", "#"],
    ),
    comment,
  )
  .map(([[text, value], why]) => ({ value, flow: text, block: () => ` ${text}${why}\n` }));

const literal: fc.Arbitrary<Written> = fc.constantFrom("one\n", "one\n\ntwo # }\n", "- a\n").map((value) => ({
  value,
  flow: undefined,
  block: (indent) => ` |\n${value.replace(/^(?=.)/gm, " ".repeat(indent + 2))}`,
}));

const key = fc.constantFrom("alice", "bob", "groups", "'12'", '"a: b"', "constructor", "policies", "x-1", "no");

const unquoted = (name: string) => name.replace(/^['"]|['"]$/g, "");

const { node, map } = fc.letrec<{ node: Written; map: Written; list: Written }>((tie) => ({
  node: fc.oneof({ depthSize: "small", maxDepth: 4 }, scalar, literal, tie("map"), tie("list")),
  map: fc
    .record({
      entries: fc.uniqueArray(fc.tuple(key, tie("node")), { maxLength: 3, selector: ([name]) => name }),
      style: fc.constantFrom("block", "block", "{ }", "{}", "lines"),
      why: comment,
      blank: fc.constantFrom("", "", "\n", "# below\n"),
    })
    .map(({ entries, style, why, blank }): Written => {
      const value = Object.fromEntries(entries.map(([name, entry]) => [unquoted(name), entry.value]));
      const parts = entries.map(([name, entry]) => entry.flow && `${name}: ${entry.flow}`);
      const flow = inBrackets(parts, style === "{ }" ? ["{ ", " }"] : ["{", "}"]);
      return { value, flow, block: style === "block" && parts.length > 0 ? inBlock : inFlow };
      function inBlock(indent: number): string {
        const lines = entries.map(
          ([name, entry]) => `${" ".repeat(indent + 2)}${name}:${entry.block(indent + 2)}${blank}`,
        );
        return `${why}\n${lines.join("")}`;
      }
      function inFlow(indent: number): string {
        if (flow === undefined) return inBlock(indent);
        if (style !== "lines" || parts.length === 0) return ` ${flow}${why}\n`;
        const pad = " ".repeat(indent + 2);
        return ` {\n${parts.map((part, at) => `${pad}${part}${at < parts.length - 1 ? "," : ""}${why}\n`).join("")}${pad}}\n`;
      }
    }),
  list: fc
    .record({
      items: fc.array(scalar, { maxLength: 3 }),
      style: fc.constantFrom("block", "[ ]", "[]"),
      why: comment,
    })
    .map(({ items, style, why }): Written => {
      const flow = inBrackets(
        items.map((item) => item.flow),
        style === "[ ]" ? ["[ ", " ]"] : ["[", "]"],
      );
      const block = (indent: number) =>
        style === "block" && items.length > 0
          ? `${why}\n${items.map((item) => `${" ".repeat(indent + 2)}-${item.block(indent + 2)}`).join("")}`
          : ` ${flow}${why}\n`;
      return { value: items.map((item) => item.value), flow, block };
    }),
}));

function inBrackets(parts: readonly (string | undefined)[], [open, close]: readonly [string, string]) {
  if (parts.length === 0) return `${open.trim()}${close.trim()}`;
  return parts.includes(undefined) ? undefined : `${open}${parts.join(", ")}${close}`;
}

/** The whole text of a file, with comments in unlucky places. */
export const anyYaml: fc.Arbitrary<AnyYaml> = fc
  .record({
    entries: fc.uniqueArray(fc.tuple(key, fc.oneof(map, node)), {
      minLength: 1,
      maxLength: 4,
      selector: ([name]) => name,
    }),
    head: fc.constantFrom("", "# yaml-language-server: $schema=./roster/users.schema.json\n", "---\n"),
    tail: fc.constantFrom("", "", "# the end }\n", "\n\n"),
    lineBreak: fc.constantFrom("\n", "\n", "\r\n"),
    ends: fc.boolean(),
  })
  .map(({ entries, head, tail, lineBreak, ends }) => {
    const text = `${head}${entries.map(([name, entry]) => `${name}:${entry.block(0)}`).join("")}${tail}`;
    const value = Object.fromEntries(entries.map(([name, entry]) => [unquoted(name), entry.value]));
    // A literal text at the end of a file that has no line break would mean something else.
    const whole = ends || /\|\n/.test(text) ? text : text.replace(/\n+$/, "");
    return { text: whole.replaceAll("\n", lineBreak), value };
  });
