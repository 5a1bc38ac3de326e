import { by } from "../../src/text/by";
import { count, listed } from "../../src/text/count";
import { groupBy } from "../../src/text/group-by";
import { formatTable } from "../../src/text/table";
import { isObject, listIn, textIn } from "../../src/text/values";

test("counts with the noun in its number", () => {
  expect([count(0, "user"), count(1, "user"), count(1204, "user"), count(2, "policy", "policies")]).toEqual([
    "0 users",
    "1 user",
    "1,204 users",
    "2 policies",
  ]);
});

test("lists as many names as are asked for, and says how many more there are", () => {
  const names = Array.from({ length: 1205 }, (_, index) => `user-${index}`);
  expect(listed(["alice", "bob"], 2)).toBe("alice, bob");
  expect(listed(names, 1)).toBe("user-0 and 1,204 more");
});

test("groups in the order in which they come", () => {
  const groups = groupBy(["bob", "alice", "bert", "carol"], (name) => name[0]);
  expect([...groups]).toEqual([
    ["b", ["bob", "bert"]],
    ["a", ["alice"]],
    ["c", ["carol"]],
  ]);
});

test("orders by one key after the other, numbers by size, and keeps the order of what is equal", () => {
  const keys = [
    { user: "bob", slot: 10 },
    { user: "alice", slot: 2, id: "first" },
    { user: "Zoe", slot: 1 },
    { user: "bob", slot: 9 },
    { user: "alice", slot: 2, id: "second" },
  ];
  const sorted = keys.sort(
    by(
      ({ user }) => user,
      ({ slot }) => slot,
    ),
  );
  expect(sorted.map(({ user, slot, id = "" }) => `${user} ${slot} ${id}`.trim())).toEqual([
    "Zoe 1",
    "alice 2 first",
    "alice 2 second",
    "bob 9",
    "bob 10",
  ]);
});

test("tells maps, lists and text from one another, and from null", () => {
  expect([{}, Object.create(null), [], null, "{}", undefined].map(isObject)).toEqual([
    ...[true, true],
    ...[false, false, false, false],
  ]);
  expect([["a"], "a", undefined, null, { 0: "a" }].map(listIn)).toEqual([["a"], [], [], [], []]);
  expect(["a", "", 0, null, ["a"]].map(textIn)).toEqual(["a", undefined, undefined, undefined, undefined]);
});

test("a table has columns as wide as their widest cell, and nothing in a cell moves the cursor", () => {
  expect(formatTable(["user", "what"], [["alice", "1 key"], ["\u001b[2J"]])).toBe(
    "user       what\n---------  -----\nalice      1 key\n\\u{1b}[2J\n",
  );
});
