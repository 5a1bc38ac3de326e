import fc from "fast-check";
import { walkJson } from "../../src/text/json-walk";

test("what JSON.parse reads has no fault, and what it refuses has one", () => {
  const texts = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .array(fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', "1", "-", "null", " ", "\\", '"'))
      .map((parts) => parts.join("")),
    fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, more]) => {
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + more + text.slice(cut + 1);
    }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(walkJson(text) === undefined).toBe(isJson(text));
    }),
    { numRuns: 3000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ['{"a": 1,}', 8],
  ['{"a" 1}', 5],
  ["[1, 2", 5],
  ["", 0],
  ['{"a": 1} x', 9],
  ['{"a": tru}', 6],
  ['["a\nb"]', 1],
])("the fault of %j is at %d", (text, offset) => {
  expect(walkJson(text)).toBe(offset);
});

test("it tells each value with its path, when it is over", () => {
  const told: unknown[] = [];
  const text = '{"a": [{"b": "x"}, [], {"c": {"d": 1}}]}';
  walkJson(text, (path, start, end) => told.push([path.join("."), text.slice(start, end)]));
  expect(told).toEqual([
    ["a.0.b", '"x"'],
    ["a.0", '{"b": "x"}'],
    ["a.1", "[]"],
    ["a.2.c.d", "1"],
    ["a.2.c", '{"d": 1}'],
    ["a.2", '{"c": {"d": 1}}'],
    ["a", '[{"b": "x"}, [], {"c": {"d": 1}}]'],
    ["", text],
  ]);
});

test("depth and length need no stack", () => {
  const deep = 200_000;
  expect(walkJson("[".repeat(deep) + "]".repeat(deep))).toBeUndefined();
  expect(walkJson(JSON.stringify("a\\".repeat(1_000_000)))).toBeUndefined();
});
