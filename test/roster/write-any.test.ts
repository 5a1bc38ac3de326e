import fc from "fast-check";
import { parseYaml } from "../../src/roster/parse-yaml";
import { addTo } from "../../src/roster/write/addition";
import { NotEditable } from "../../src/roster/write/edit";
import { type Edit, splice } from "../../src/roster/write/splice";
import { toValue } from "../../src/roster/yaml-tree";
import { anyYaml } from "./any-yaml";

function read(text: string): unknown {
  const { root, problems } = parseYaml(text);
  expect(problems).toEqual([]);
  return root === undefined ? undefined : toValue(root);
}

/** Keys and values that are something else in YAML when nobody quotes them. */
const hostile = fc.oneof(
  fc.constantFrom(
    "yes",
    "null",
    "~",
    "1e3",
    "0x1f",
    "042",
    "- a",
    "a: b",
    "#",
    " x",
    "x ",
    "*a",
    "&a",
    "!x",
    "",
    "=",
    "?",
  ),
  fc.constantFrom(
    "a\nb",
    "}",
    "], x: {",
    "{",
    "---",
    "...",
    "${x}",
    "%TAG",
    "@a",
    "`",
    "'",
    '"',
    "\\",
    "2026-11-21",
    "<<x",
  ),
  fc.constantFrom(
    "\u0000",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\u202e",
    "\t",
    "\r\n",
    "é",
    "🧑‍🚀",
    "constructor",
    "toString",
  ),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);
const entry = fc.oneof(
  hostile,
  fc.integer(),
  fc.constant(null),
  fc.array(hostile, { maxLength: 3 }),
  fc.dictionary(hostile, hostile, { maxKeys: 3, noNullPrototype: true }),
);
const isNew = (name: string) => !["__proto__", "<<"].includes(name);

/** Every path to a map or a list, and one step further. */
function* paths(value: unknown, path: readonly string[] = []): Generator<{ path: readonly string[]; list: boolean }> {
  if (Array.isArray(value)) yield { path, list: true };
  else if (typeof value === "object" && value !== null) {
    yield { path, list: false };
    yield { path: [...path, "further", "on"], list: false };
    yield { path: [...path, "further"], list: true };
    for (const [name, below] of Object.entries(value)) yield* paths(below, [...path, name]);
  }
}

function meant(value: unknown, path: readonly string[], addition: unknown): unknown {
  const [step, ...rest] = path;
  if (step !== undefined) {
    const map = (value ?? {}) as Record<string, unknown>;
    return { ...map, [step]: meant(Object.hasOwn(map, step) ? map[step] : undefined, rest, addition) };
  }
  return Array.isArray(addition)
    ? [...((value as unknown[]) ?? []), ...addition]
    : { ...(value as object), ...(addition as object) };
}

/** What a list of edits takes out of a text. */
const takenOut = (text: string, edits: readonly Edit[]) =>
  edits.map(({ start, end }) => text.slice(start, end)).filter((part) => part !== "");

describe("whatever is added wherever", () => {
  const cases = anyYaml.chain(({ text, value }) =>
    fc.record({
      text: fc.constant(text),
      value: fc.constant(value),
      place: fc.constantFrom(...paths(value)),
      names: fc.uniqueArray(hostile.filter(isNew), { minLength: 1, maxLength: 2 }),
      entries: fc.array(entry, { minLength: 2, maxLength: 2 }),
    }),
  );

  test("it is read back as it was meant, and nothing but an empty map is taken out", () => {
    fc.assert(
      fc.property(cases, ({ text, value, place, names, entries }) => {
        expect(read(text)).toEqual(value);
        const there = place.path.reduce<unknown>(
          (at, step) => (at as Record<string, unknown> | undefined)?.[step],
          value,
        );
        fc.pre(place.list || !names.some((name) => Object.hasOwn(Object(there), name)));
        const added = place.list ? names : Object.fromEntries(names.map((name, at) => [name, entries[at]]));
        const edits = addTo(text, { path: place.path, value: added });
        expect(read(splice(text, edits))).toEqual(meant(value, place.path, added));
        for (const part of takenOut(text, edits)) expect(part).toMatch(/^[ \t]*\{[ \t]*\}$/);
      }),
      { numRuns: 1000 },
    );
  });

  test("fails when the key is there already: nothing is written over", () => {
    fc.assert(
      fc.property(anyYaml, ({ text, value }) => {
        const [first = ""] = Object.keys(value);
        expect(() => addTo(text, { path: [], value: { [first]: "again" } })).toThrow(NotEditable);
      }),
      { numRuns: 200 },
    );
  });
});

describe("splice", () => {
  const edits = fc.array(fc.tuple(fc.nat(6), fc.nat(4), fc.string({ maxLength: 4 })), { maxLength: 6 });

  test("gives the edits, and between them the source, character by character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), edits, (source, steps) => {
        const list: Edit[] = [];
        const expected: string[] = [];
        let at = 0;
        for (const [kept, taken, text] of steps) {
          const start = Math.min(at + kept, source.length);
          const end = Math.min(start + taken, source.length);
          expected.push(source.slice(at, start), text);
          list.push({ start, end, text });
          at = end;
        }
        expect(splice(source, list)).toBe([...expected, source.slice(at)].join(""));
      }),
    );
  });

  test("does not ask for an order", () => {
    const edits: Edit[] = [
      { start: 4, end: 5, text: "E" },
      { start: 0, end: 1, text: "A" },
      { start: 2, end: 2, text: "1" },
      { start: 2, end: 2, text: "2" },
    ];
    expect(splice("abcde", edits)).toBe("Ab12cdE");
  });

  test.each([
    [
      "overlap",
      [
        { start: 0, end: 3, text: "" },
        { start: 2, end: 4, text: "" },
      ],
      "no edit from 2 to 4: 3 to 5 are left",
    ],
    ["end before they start", [{ start: 3, end: 2, text: "" }], "no edit from 3 to 2: 0 to 5 are left"],
    ["lie outside", [{ start: 4, end: 6, text: "" }], "no edit from 4 to 6: 0 to 5 are left"],
  ])("fails when edits %s", (_what, list, message) => {
    expect(() => splice("abcde", list)).toThrow(new RangeError(message));
  });
});
