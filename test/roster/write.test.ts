import fc from "fast-check";
import { parseYaml } from "../../src/roster/parse-yaml";
import { type Addition, addTo } from "../../src/roster/write/addition";
import { yamlLines } from "../../src/roster/write/block";
import { NotEditable } from "../../src/roster/write/edit";
import { splice } from "../../src/roster/write/splice";
import { yamlText } from "../../src/roster/write/text";
import { toValue } from "../../src/roster/yaml-tree";

const added = (text: string, addition: Addition) => splice(text, addTo(text, addition));
const read = (text: string) => {
  const { root, problems } = parseYaml(text);
  expect(problems).toEqual([]);
  return root === undefined ? undefined : toValue(root);
};

test.each([
  ["an empty roster", "version: 1\nusers: {}\n", "version: 1\nusers:\n  bob:\n    type: human\n"],
  ["an empty map with a comment", "users: {} # nobody yet\n", "users: # nobody yet\n  bob:\n    type: human\n"],
  ["a map that is not there", "version: 1\n# end\n", "version: 1\nusers:\n  bob:\n    type: human\n# end\n"],
  [
    "a block with comments, wider than two spaces",
    "users:\n    alice: # she\n        type: human\n    # the end of users\nguards: {}\n",
    "users:\n    alice: # she\n        type: human\n    bob:\n      type: human\n    # the end of users\nguards: {}\n",
  ],
  ["a flow map", "users: { alice: { type: human } }\n", "users: { alice: { type: human }, bob: { type: human } }\n"],
  [
    "a flow map over several lines",
    "users: {\n  alice: { type: human }\n  }\n",
    "users: {\n  alice: { type: human }, bob: { type: human }\n  }\n",
  ],
  ["a file without a line break at its end", "users:\n  alice: {}", "users:\n  alice: {}\n  bob:\n    type: human\n"],
  [
    "an entry that ends with a literal text",
    "users:\n  alice:\n    body: |\n      one\n\n      two\n\nguards: {}\n",
    "users:\n  alice:\n    body: |\n      one\n\n      two\n\n  bob:\n    type: human\nguards: {}\n",
  ],
])("adds to %s, and changes no other character", (_what, before, after) => {
  expect(added(before, { path: ["users"], value: { bob: { type: "human" } } })).toBe(after);
});

test.each([
  ["a flow list", "groups: [a] # why\n", "groups: [a, b] # why\n"],
  ["an empty list", "groups: []\n", "groups: [b]\n"],
  ["a block list", "groups:\n  - a\nx: 1\n", "groups:\n  - a\n  - b\nx: 1\n"],
])("appends to %s", (_what, before, after) => {
  expect(added(before, { path: ["groups"], value: ["b"] })).toBe(after);
});

test("makes the maps on the way", () => {
  const text = "users:\n  bob: { type: human }\n";
  const addition = { path: ["users", "bob", "policies", "managed"], value: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] };
  expect(added(text, addition)).toBe(
    'users:\n  bob: { type: human, policies: { managed: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] } }\n',
  );
});

test("what is left open is null, which no schema takes for an answer", () => {
  const text = added("a:\n  b: 1\n", { path: ["a"], value: { c: { ticket: undefined } } });
  expect(text).toBe("a:\n  b: 1\n  c:\n    ticket:\n");
  expect(read(text)).toEqual({ a: { b: 1, c: { ticket: null } } });
});

test("fails when there is a value where a map should be, and leaves the file alone", () => {
  expect(() => added("users: nobody\n", { path: ["users"], value: { bob: {} } })).toThrow(
    new NotEditable("users is written in a way that cannot be added to by itself; write it as a block, key by key"),
  );
});

test("any text is read back as it was written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      fc.pre(!/\p{Cs}/u.test(text));
      expect(read(`a: ${yamlText(text)}\n`)).toEqual({ a: text });
    }),
    { numRuns: 500 },
  );
});

test("a long text takes no time", () => {
  const text = `${"a".repeat(5_000)}!`;
  expect(yamlText(text)).toBe(`"${text}"`);
});

test("any entry is read back as it was written", () => {
  const word = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("yes", "null", "1e3", "- a", "a: b", "#", "x\ny", "*a"),
  );
  const key = fc.stringMatching(/^[A-Za-z0-9_+=,.@-]{1,12}$/).filter((name) => name !== "__proto__");
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: "small" }, word, fc.integer(), fc.boolean(), tie("list"), tie("map")),
    list: fc.oneof(
      fc.array(word, { maxLength: 3 }),
      fc.array(fc.dictionary(key, word, { minKeys: 1, maxKeys: 2 }), { maxLength: 2 }),
    ),
    map: fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), (map) => {
      expect(read(`${yamlLines(map, 0).join("\n")}\n`)).toEqual(map);
    }),
    { numRuns: 300 },
  );
});

test("a day is written as it is, the version of a policy in quotes", () => {
  expect(["2027-03-01", "2012-10-17", "2008-10-17"].map(yamlText)).toEqual([
    "2027-03-01",
    '"2012-10-17"',
    '"2008-10-17"',
  ]);
});
