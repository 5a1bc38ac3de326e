import { exactJson } from "../../src/text/exact-json";

test.each([
  ['{"a":1,"b":{"a":[1.0,1e3,-0,0.5,"\\"{:"]}}', { a: 1, b: { a: [1, 1000, -0, 0.5, '"{:'] } }],
  ['[{"a":1},{"a":1}]', [{ a: 1 }, { a: 1 }]],
  ['{"a":{"a":{"a":9007199254740991}}}', { a: { a: { a: 9007199254740991 } } }],
  [' "a" ', "a"],
  ["null", null],
])("%s is read as it is", (text, value) => {
  expect(exactJson(text)).toEqual(value);
});

test.each([
  ["a key twice", '{"a":1,"b":2,"a":1}'],
  ["a key twice, once with an escape", '{"a":1,"\\u0061":1}'],
  ["a key twice below a list", '[[{"a":[],"a":{}}]]'],
  ["a number of too many digits", '{"a":12345678901234567890}'],
  ["a fraction of too many digits", "[0.12345678901234567890]"],
  ["a number beyond all", "[1e400]"],
  ["no JSON", "{a:1}"],
  ["nothing", ""],
])("fails when there is %s", (_what, text) => {
  expect(exactJson(text)).toBeUndefined();
});

test("a text of a million brackets is read in a moment", () => {
  const text = `${"[".repeat(4_000)}${"]".repeat(4_000)}`;
  expect(exactJson(text)).toBeDefined();
  expect(exactJson(`"${"\\\\".repeat(500_000)}"`)).toBe("\\".repeat(500_000));
});
