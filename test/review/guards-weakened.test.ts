import { judgedBy } from "./edited";
import { alice, bob, roster, suspendedBob } from "./rosters";

const leaving = [alice, suspendedBob("2026-11-16")];
const limits = (guards: string, users: readonly string[] = [alice]) => roster(users, { more: `guards: ${guards}\n` });

test("reports each limit that is made weaker, with its line; an error where the same change removes somebody", async () => {
  const weak = "{ soakDays: 1, maxRemovals: 50, maxRemovalShare: 0.5, maxKeyAgeDays: 365 }";
  const weakened = await judgedBy("guards-weakened", "removal-during-soak", { after: limits(weak) });
  expect(weakened).toEqual([
    "users.yaml:11 error: guards.soakDays is changed from 14 to 1, which is weaker, by a change that also removes users",
    "users.yaml:11 error: guards.maxRemovals is changed from 20 to 50, which is weaker, by a change that also removes users",
    "users.yaml:11 error: guards.maxRemovalShare is changed from 0.25 to 0.5, which is weaker, by a change that also removes users",
    "users.yaml:11 warning: guards.maxKeyAgeDays is changed from 90 to 365, which is weaker",
  ]);
});

test("alone it is a warning", async () => {
  const users = [alice, bob];
  const sides = { before: limits("{ soakDays: 30 }", users), after: limits("{ soakDays: 20 }", users) };
  expect(await judgedBy("guards-weakened", "unchanged", sides)).toEqual([
    "users.yaml:11 warning: guards.soakDays is changed from 30 to 20, which is weaker",
  ]);
});

test("a section that is removed counts as the defaults", async () => {
  const sides = { before: limits("{ maxRemovals: 3 }"), after: [alice] };
  expect(await judgedBy("guards-weakened", "unchanged", sides)).toEqual([
    "users.yaml:1 warning: guards.maxRemovals is changed from 3 to 20, which is weaker",
  ]);
});

test("does not report limits that stay, or become stricter", async () => {
  const strict = "{ soakDays: 30, maxRemovals: 2, maxRemovalShare: 0.1, maxKeyAgeDays: 30 }";
  expect(await judgedBy("guards-weakened", "removal-during-soak", { after: limits(strict) })).toEqual([]);
  expect(await judgedBy("guards-weakened", "removal-during-soak")).toEqual([]);
});

test("with one side alone it says that the other is not known, where somebody leaves", async () => {
  const after = limits("{ soakDays: 1 }");
  expect(await judgedBy("guards-weakened", "removal-during-soak", { before: null, after })).toEqual([
    "users.yaml:11 note: the limits are those of users.yaml after the change alone (soakDays 1, maxRemovals 20, maxRemovalShare 0.25): whether the change makes them weaker is not known",
  ]);
  expect(await judgedBy("guards-weakened", "removal-during-soak", { before: leaving, after: null })).toEqual([
    "before.yaml:1 note: the limits are those of users.yaml before the change alone (soakDays 14, maxRemovals 20, maxRemovalShare 0.25): whether the change makes them weaker is not known",
  ]);
  expect(await judgedBy("guards-weakened", "unchanged", { before: null })).toEqual([]);
  expect(await judgedBy("guards-weakened", "removal-during-soak", { before: null, after: null })).toEqual([]);
});

test("the stricter of both sides is the limit, whichever it is", async () => {
  const soak = (before: string, after: string) =>
    judgedBy("removal-without-soak", "removal-during-soak", { before: limits(before, leaving), after: limits(after) });
  const closed = (days: number) => [`before.yaml:19 error: bob leaves and is suspended for 5 of ${days} days`];
  expect(await soak("{ soakDays: 14 }", "{ soakDays: 0 }")).toEqual(closed(14));
  expect(await soak("{ soakDays: 3 }", "{ soakDays: 14 }")).toEqual(closed(14));
  expect(await soak("{ soakDays: 3 }", "{ soakDays: 3 }")).toEqual([]);
  const removals = (before: string, after: string) =>
    judgedBy("too-many-removals", "too-many-removals", { before: limits(before, []), after: limits(after, []) });
  expect(await removals("{ maxRemovalShare: 0.25 }", "{ maxRemovalShare: 0.9, maxRemovals: 100 }")).toEqual([
    "users.yaml:11 error: 4 of 12 users would leave at once, 33 %; guards.maxRemovalShare is 0.25",
  ]);
  expect(await removals("{ maxRemovals: 3 }", "{ maxRemovals: 100 }")).toEqual([
    "users.yaml:11 error: 4 users would leave at once; guards.maxRemovals is 3",
  ]);
  expect(await removals("{ maxRemovalShare: 0.5 }", "{ maxRemovalShare: 0.5 }")).toEqual([]);
});
