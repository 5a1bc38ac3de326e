import { candidate, candidates, type LastSeen, leave } from "../../src/lifecycle/leave";
import { resume, suspend } from "../../src/lifecycle/suspend";
import type { PartialRoster, User } from "../../src/roster/roster";

const today = "2026-11-25";
const user = (key: string, since?: string, more: Partial<User> = {}) =>
  ({
    key,
    name: key,
    type: "human",
    ...(since && { suspended: { since, reason: "left", ticket: "HR-1" } }),
    ...more,
  }) as User;

const why = (one: User, seen?: LastSeen) => {
  const found = candidate(one, 14, { today, ...(seen && { seen: new Map([[one.key, seen]]) }) });
  return found.may ? `may, ${found.days}` : found.why;
};

test.each([
  ["may, 14", user("bob", "2026-11-11"), undefined],
  ["may, 14", user("bob", "2026-11-11"), "never" as const],
  ["may, 14", user("bob", "2026-11-11"), { at: "2026-11-10T23:59:59Z" }],
  ["bob is suspended for 13 of 14 days: may leave on 2026-11-26", user("bob", "2026-11-12"), undefined],
  [
    "bob was used on 2026-11-11, after it was suspended on 2026-11-11",
    user("bob", "2026-11-11"),
    { at: "2026-11-11T00:00:01Z" },
  ],
  [
    "bob: nobody can tell when it was last used: iam:GetUser is denied",
    user("bob", "2026-11-11"),
    { unknown: "iam:GetUser is denied" },
  ],
  ["bob is not suspended: roster suspend bob comes first", user("bob"), undefined],
  [
    "bob is break-glass: it goes by an entry in removals, not by this command",
    user("bob", "2026-01-01", { type: "break-glass" }),
    undefined,
  ],
])("%s", (words, one, seen) => {
  expect(why(one, seen)).toBe(words);
});

test("who waits longest comes first", () => {
  const users = [user("carol", "2026-11-02"), user("alice"), user("bob", "2026-11-01")];
  const roster = { guards: { soakDays: 14 }, users } as unknown as PartialRoster;
  const found = candidates(roster, { today });
  expect(found.map((one) => one.user.key)).toEqual(["bob", "carol"]);
  expect(leave(found)).toMatchObject({
    changes: [
      { path: ["users", "bob"], value: undefined },
      { path: ["users", "carol"], value: undefined },
    ],
    said: ["bob leaves, suspended for 24 days", "carol leaves, suspended for 23 days"],
  });
  expect(leave([])).toEqual({ kind: "refusal", reasons: ["nobody may leave yet"] });
});

test("a suspension is written, and taken back", () => {
  const options = { today, reason: "left", ticket: "HR-77" };
  expect(suspend(user("bob"), options)).toMatchObject({
    changes: [{ path: ["users", "bob", "suspended"], value: { since: today, reason: "left", ticket: "HR-77" } }],
  });
  expect(resume(user("bob", "2026-11-01"))).toMatchObject({
    changes: [{ path: ["users", "bob", "suspended"], value: undefined }],
  });
  expect(suspend(user("bob", "2026-11-01"), options)).toEqual({
    kind: "refusal",
    reasons: ["bob is suspended since 2026-11-01 (HR-1): roster resume bob ends that"],
  });
  expect(resume(user("bob"))).toEqual({ kind: "refusal", reasons: ["bob is not suspended"] });
});
