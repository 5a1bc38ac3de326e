import { planOf } from "../../src/plan/read";
import { reviewPlan } from "../../src/review/build";
import { now } from "./fixture";
import { plan, type Written } from "./written-plan";

const names = Array.from({ length: 12 }, (_, index) => `bot-${index}`);
const user = (name: string, before: object = {}, after: object = {}): Written => ({
  ...{ type: "user", name, actions: ["update"] },
  before: { name, ...before },
  after: { name, ...after },
});
const everybody = names.map((name) => user(name));
const key = (name: string, slot: string, before: string | null, after: string | null): Written => {
  const values = (status: string | null) => (status === null ? null : { user: name, status, pgp_key: "x" });
  const actions = before === null ? ["create"] : after === null ? ["delete"] : ["update"];
  return { ...{ type: "access_key", name: `${name}--${slot}`, actions }, before: values(before), after: values(after) };
};
const password = (name: string): Written => ({
  ...{ type: "user_login_profile", name, actions: ["delete"] },
  before: { user: name },
});
const found = (changes: readonly Written[]) =>
  reviewPlan(planOf(plan(changes)), { now })
    .dangers.filter(({ id }) => id === "too-many-suspensions")
    .map(({ severity, message }) => `${severity}: ${message}`);
const some = (count: number) => names.slice(0, count);
const share = "33 %; guards.maxRemovalShare is 0.25";

test("fails when too many lose the last key that worked, by deletion or by status, or the password", () => {
  const lost = `error: 4 of 12 users would be cut off at once (0 suspended, 4 without a working key or password), ${share}`;
  expect(found([...everybody, ...some(4).map((name) => key(name, "a", "Active", null))])).toEqual([lost]);
  expect(found([...everybody, ...some(4).map((name) => key(name, "a", "Active", "Inactive"))])).toEqual([lost]);
  expect(found([...everybody, ...some(4).map(password)])).toEqual([lost]);
});

test("counts those who are suspended with them", () => {
  const tags = { tags: { "roster:suspended": "HR-7 since 2026-11-21" } };
  const suspended = names.map((name, index) => user(name, {}, index < 2 ? tags : {}));
  expect(found([...suspended, ...["bot-5", "bot-6"].map((name) => key(name, "a", "Active", null))])).toEqual([
    `error: 4 of 12 users would be cut off at once (2 suspended, 2 without a working key or password), ${share}`,
  ]);
});

test("more than maxRemovals fail in a large roster too", () => {
  const many = Array.from({ length: 200 }, (_, index) => `bot-${index}`);
  expect(found([...many.map((name) => user(name)), ...many.slice(0, 21).map(password)])).toEqual([
    "error: 21 users would be cut off at once (0 suspended, 21 without a working key or password); guards.maxRemovals is 20",
  ]);
  expect(found([...many.map((name) => user(name)), ...many.slice(0, 20).map(password)])).toEqual([]);
});

test("does not report a rotation, an old key that is deleted, nor the few who are suspended", () => {
  const rotated = names.flatMap((name) => [key(name, "a", "Active", null), key(name, "b", null, "Active")]);
  expect(found([...everybody, ...rotated])).toEqual([]);
  const cleared = names.flatMap((name) => [key(name, "a", "Inactive", null), key(name, "b", "Active", "Active")]);
  expect(found([...everybody, ...cleared])).toEqual([]);
  expect(found([...everybody, ...names.map((name) => key(name, "a", "Inactive", null))])).toEqual([]);
  expect(found([...everybody, ...some(3).map((name) => key(name, "a", "Active", "Inactive"))])).toEqual([]);
});
