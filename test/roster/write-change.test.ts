import fc from "fast-check";
import { parseYaml } from "../../src/roster/parse-yaml";
import { changed } from "../../src/roster/write/change";
import { NotEditable } from "../../src/roster/write/edit";
import { toValue } from "../../src/roster/yaml-tree";
import { anyYaml } from "./any-yaml";

const read = (text: string) => {
  const { root, problems } = parseYaml(text);
  expect(problems).toEqual([]);
  return root === undefined ? undefined : toValue(root);
};

const taken = (text: string, ...path: string[]) => changed(text, [{ path, value: undefined }]);

const team = `users:
  # A developer.
  alice:
    type: human # she

    # her groups
    groups: [a]

  # A contractor.
  bob:
    type: human
    suspended: { since: 2026-11-10, reason: Contract ended }

# No users below.
guards: {}
`;

describe("takes an entry out with its own comment", () => {
  test.each([
    ["the first", "alice", team.replace(/ {2}# A developer[\s\S]*?\n(?= {2}# A contractor)/, "")],
    ["the last", "bob", team.replace(/ {2}# A contractor[\s\S]*?(?=\n# No)/, "").replace("\n\n\n#", "\n\n#")],
  ])("%s of a block", (_what, key, after) => {
    expect(taken(team, "users", key)).toBe(after);
  });

  test.each([
    ["the first of a flow map", "a: { x: 1, y: 2 } # why\n", "a: { y: 2 } # why\n"],
    ["a flow map of several lines", "a: {\n  x: 1,\n  y: 2 }\n", "a: {\n  y: 2 }\n"],
    ["the only one of a flow map", "a: { x: 1 }\n", "a: {}\n"],
    ["the only one of a block", "a: # all of them\n  x: 1\nb: 2\n", "a: {} # all of them\nb: 2\n"],
    ["one without a value", "a:\n  x:\n  y: 2\n", "a:\n  y: 2\n"],
    ["a list at the same indentation", "a:\n  x:\n  - 1\n  - 2\n  y: 2\n", "a:\n  y: 2\n"],
    ["a literal text", "a:\n  x: |\n    one\n\n    two\n  y: 2\n", "a:\n  y: 2\n"],
    ["Windows' line breaks", "a:\r\n  x: 1\r\n  y: 2\r\n", "a:\r\n  y: 2\r\n"],
    ["the last line of a file", "a:\n  y: 2\n\n  x: 1", "a:\n  y: 2\n"],
  ])("%s", (_what, before, after) => {
    expect(taken(before, "a", "x")).toBe(after);
  });

  test("a comment that heads a whole part of the file stays", () => {
    expect(taken("a:\n  y: 2\n  # not of x alone\n  x: 1\n", "a", "x")).toBe("a:\n  y: 2\n  # not of x alone\n");
  });
});

test.each([
  ["a text", "a:\n  x: old # why\n", "a:\n  x: 2026-12-01 # why\n"],
  ["an entry of a flow map", "a: { x: old, y: 1 }\n", "a: { x: 2026-12-01, y: 1 }\n"],
  ["a block", "a:\n  x:\n    z: 1\n  y: 1\n", "a:\n  x: 2026-12-01\n  y: 1\n"],
  ["nothing that is there yet, in a block", "a:\n  y: 1\n", "a:\n  y: 1\n  x: 2026-12-01\n"],
  ["nothing that is there yet, in a flow map", "a: { y: 1 }\n", "a: { y: 1, x: 2026-12-01 }\n"],
])("writes over %s", (_what, before, after) => {
  expect(changed(before, [{ path: ["a", "x"], value: "2026-12-01" }])).toBe(after);
});

test("a short map is written on one line, a long one below its key", () => {
  const since = { since: "2026-11-25", reason: "Contract ended" };
  expect(changed("a:\n  y: 1\n", [{ path: ["a", "x"], value: since }])).toBe(
    "a:\n  y: 1\n  x: { since: 2026-11-25, reason: Contract ended }\n",
  );
  const long = { since: "2026-11-25", reason: "word ".repeat(30).trim() };
  expect(changed("a:\n  y: 1\n", [{ path: ["a", "x"], value: long }])).toBe(
    `a:\n  y: 1\n  x:\n    since: 2026-11-25\n    reason: ${long.reason}\n`,
  );
});

test("makes several changes, one after the other", () => {
  const changes = [
    { path: ["users", "bob"], value: undefined },
    { path: ["users", "alice", "suspended"], value: { since: "2026-11-25" } },
  ];
  const text = changed(team, changes);
  expect(text).toBe(
    "users:\n  # A developer.\n  alice:\n    type: human # she\n\n    # her groups\n    groups: [a]\n" +
      "    suspended: { since: 2026-11-25 }\n\n# No users below.\nguards: {}\n",
  );
});

test("fails when the entry is not there, or shares its first line with something else", () => {
  const message = "a.x is written in a way that cannot be taken out by itself; take it out by hand";
  expect(() => taken("a: {}\n", "a", "x")).toThrow(new NotEditable(message));
  expect(() => taken("[", "a", "x")).toThrow(new NotEditable(message));
});

describe("whatever is taken out or written over", () => {
  /** Every path to an entry of a map that is reached by keys alone. */
  function* paths(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    for (const [name, below] of Object.entries(value)) {
      yield [...path, name];
      yield* paths(below, [...path, name]);
    }
  }
  const cases = anyYaml.chain(({ text, value }) =>
    fc.record({ text: fc.constant(text), value: fc.constant(value), path: fc.constantFrom(...paths(value)) }),
  );
  const without = (value: unknown, [key = "", ...rest]: readonly string[]): unknown => {
    const { [key]: below, ...others } = value as Record<string, unknown>;
    return rest.length === 0 ? others : { ...(value as object), [key]: without(below, rest) };
  };
  const withText = (value: unknown, [key = "", ...rest]: readonly string[]): unknown => {
    const map = value as Record<string, unknown>;
    return { ...map, [key]: rest.length === 0 ? "no: #" : withText(map[key], rest) };
  };

  test("the rest is read back as it was", () => {
    fc.assert(
      fc.property(cases, ({ text, value, path }) => {
        fc.pre(path.length > 1 || Object.keys(value).length > 1);
        expect(read(changed(text, [{ path, value: undefined }]))).toEqual(without(value, path));
      }),
      { numRuns: 1000 },
    );
  });

  test("a new value is read back, and the rest as it was", () => {
    fc.assert(
      fc.property(cases, ({ text, value, path }) => {
        expect(read(changed(text, [{ path, value: "no: #" }]))).toEqual(withText(value, path));
      }),
      { numRuns: 1000 },
    );
  });
});
