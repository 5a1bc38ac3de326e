import { outputsIn } from "../../src/plan/outputs";

const own = { file: "users.yaml", stack: "users" };

test("that a state is told for the first time whose it is, is no change", () => {
  expect(outputsIn({ roster: { actions: ["create"], before: null, after: own } })).toEqual([]);
  expect(outputsIn({ roster: { actions: ["no-op"], before: own, after: own } })).toEqual([]);
});

test("a state that changes hands is one, and so is an output of another meaning", () => {
  const other = { ...own, file: "people.yaml" };
  expect(outputsIn({ roster: { actions: ["update"], before: other, after: own } })).toEqual([
    { name: "roster", action: "update" },
  ]);
  expect(outputsIn({ roster: { actions: ["create"], before: null, after: "on call" } })).toEqual([
    { name: "roster", action: "create" },
  ]);
  expect(outputsIn({ people: { actions: ["create"], before: null, after: own } })).toEqual([
    { name: "people", action: "create" },
  ]);
});
