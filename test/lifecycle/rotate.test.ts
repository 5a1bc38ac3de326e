import { dueKeys } from "../../src/lifecycle/due-keys";
import { type KeyInAccount, type Rotating, rotate } from "../../src/lifecycle/rotate";
import type { AccessKey, User } from "../../src/roster/roster";
import { addDays } from "../../src/text/iso-date";

const today = "2026-11-25";
const ago = (days: number) => `${addDays(today, -days)}T08:00:00.000Z`;

const bot = (...accessKeys: AccessKey[]) => ({ key: "deploy-bot", name: "deploy-bot", accessKeys }) as unknown as User;
const slot = (key: string, more: Partial<AccessKey> = {}): AccessKey => ({ key, status: "Active", ...more });
const inAccount = (id: string, created: number, used?: number, active = true): KeyInAccount => ({
  id,
  active,
  created: ago(created),
  ...(used === undefined ? {} : { used: { at: ago(used), service: "s3", region: "eu-west-1" } }),
});

const next = (user: User, keys: Record<string, KeyInAccount>, more: Partial<Rotating> = {}) =>
  rotate(user, {
    now: `${today}T10:00:00Z`,
    keys: new Map(Object.entries(keys)),
    maxKeyAgeDays: 90,
    overlapDays: 7,
    recoveryDays: 7,
    ...more,
  });

/** What a step changes, or why it is refused. */
const told = (user: User, keys: Record<string, KeyInAccount>, more: Partial<Rotating> = {}) => {
  const step = next(user, keys, more);
  return step.kind === "refusal"
    ? step.reasons
    : step.changes.map(({ path, value }) => [path.slice(2).join("."), value]);
};

const [OLD, NEW] = ["AKIAOLD", "AKIANEW"];

describe("one key", () => {
  test("a new slot comes beside it; its day counts from today, not from the old one's", () => {
    expect(told(bot(slot("a", { rotateBy: "2026-01-01" })), { a: inAccount(OLD, 400, 0) })).toEqual([
      ["accessKeys.b", { rotateBy: "2027-02-23" }],
    ]);
  });

  test("takes over a key of its own from Keybase", () => {
    const user = bot(slot("b", { pgpKey: "keybase:alice" }));
    expect(told(user, { b: inAccount(OLD, 400) })).toEqual([
      ["accessKeys.a", { pgpKey: "keybase:alice", rotateBy: "2027-02-23" }],
    ]);
  });

  test("fails when it was not applied yet", () => {
    expect(told(bot(slot("a")), {})).toEqual([
      "slot a of deploy-bot of the roster is not in the state: roster deploy comes first",
    ]);
  });

  test("a leaked one is Inactive with the same change", () => {
    expect(told(bot(slot("a")), { a: inAccount(OLD, 400, 0) }, { leaked: OLD })).toEqual([
      ["accessKeys.b", { rotateBy: "2027-02-23" }],
      ["accessKeys.a.status", "Inactive"],
      ["accessKeys.a.inactiveSince", today],
    ]);
  });
});

describe("two keys", () => {
  const both = bot(slot("a"), slot("b", { rotateBy: "2027-02-01" }));

  test("the older one becomes Inactive when nothing used it during the overlap", () => {
    expect(told(both, { a: inAccount(OLD, 400, 9), b: inAccount(NEW, 8, 0) })).toEqual([
      ["accessKeys.a.status", "Inactive"],
      ["accessKeys.a.inactiveSince", today],
    ]);
  });

  test("age decides, not the slot's letter", () => {
    expect(told(both, { a: inAccount(NEW, 8, 0), b: inAccount(OLD, 400) })).toEqual([
      ["accessKeys.b.status", "Inactive"],
      ["accessKeys.b.inactiveSince", today],
    ]);
  });

  test("fails when the new one is younger than the overlap: its creation counts", () => {
    expect(told(both, { a: inAccount(OLD, 400, 100), b: inAccount(NEW, 3) })).toEqual([
      "deploy-bot: b was created on 2026-11-22; both work for 7 days, until 2026-11-29",
    ]);
  });

  test("fails when the old one is still in use, and says by what", () => {
    expect(told(both, { a: inAccount(OLD, 400, 2), b: inAccount(NEW, 20) })).toEqual([
      "deploy-bot: a is still in use: last used on 2026-11-23 for s3 in eu-west-1; b: never used",
    ]);
  });

  test("fails when both are in use", () => {
    expect(told(both, { a: inAccount(OLD, 400, 2), b: inAccount(NEW, 20, 1) })).toEqual([
      "deploy-bot: both keys are in use: a last used on 2026-11-23 for s3 in eu-west-1, b last used on 2026-11-24 for s3 in eu-west-1",
    ]);
  });

  test.each([
    [7, "refusal"],
    [8, "step"],
  ])("unused for %i days of seven: %s, since IAM learns of a use late", (days, kind) => {
    expect(next(both, { a: inAccount(OLD, 400, days), b: inAccount(NEW, 30, 0) }).kind).toBe(kind);
  });

  test("a leaked one waits for nothing, and is found by its id", () => {
    expect(told(both, { a: inAccount(OLD, 400, 0), b: inAccount(NEW, 1, 0) }, { leaked: NEW })).toEqual([
      ["accessKeys.b.status", "Inactive"],
      ["accessKeys.b.inactiveSince", today],
    ]);
  });

  test("fails when nobody has the leaked key, or there is no such slot", () => {
    const keys = { a: inAccount(OLD, 400), b: inAccount(NEW, 30) };
    expect(told(both, keys, { leaked: "AKIAELSE" })).toEqual([
      "deploy-bot has no access key AKIAELSE in the roster: roster preflight names what is unmanaged",
    ]);
    expect(told(both, keys, { slot: "c" })).toEqual(["deploy-bot has no access key slot c; its slots: a, b"]);
  });
});

describe("an Inactive key", () => {
  const keys = { a: inAccount(OLD, 400, 30, false), b: inAccount(NEW, 30, 0) };
  const since = (inactiveSince: string | undefined) =>
    bot(slot("a", { status: "Inactive", ...(inactiveSince && { inactiveSince }) }), slot("b"));

  test("goes when its time of recovery is over", () => {
    expect(told(since("2026-11-18"), keys)).toEqual([["accessKeys.a", undefined]]);
  });

  test("fails before that, and when nobody knows since when", () => {
    expect(told(since("2026-11-19"), keys)).toEqual([
      "deploy-bot: a is Inactive since 2026-11-19; it is kept for 7 days, until 2026-11-26, so that it can come back",
    ]);
    expect(told(since(undefined), keys)).toEqual([
      "deploy-bot: nobody knows since when a is Inactive, IAM does not say: add inactiveSince: 2026-11-25",
    ]);
  });

  test("fails when it still works in the account", () => {
    expect(told(since("2026-11-18"), { ...keys, a: inAccount(OLD, 400, 30) })).toEqual([
      "deploy-bot: a is Inactive in the roster and Active in the account: roster deploy comes first",
    ]);
  });
});

test("fails for who is suspended, or has no key", () => {
  expect(told({ ...bot(slot("a")), suspended: {} } as User, {})).toEqual([
    "deploy-bot is suspended: its keys are Inactive, and none is rotated",
  ]);
  expect(told(bot(), {})).toEqual(["deploy-bot has no access key"]);
});

test("lists active keys that are due, first due first", () => {
  const users = [
    bot(slot("a", { rotateBy: "2026-12-10" }), slot("b", { rotateBy: "2026-11-01", status: "Inactive" })),
    { ...bot(slot("a", { rotateBy: "2026-12-01" })), key: "other" },
    { ...bot(slot("a", { rotateBy: "2026-12-01" })), key: "gone", suspended: {} },
    { ...bot(slot("a", { rotateBy: "2027-12-01" }), slot("c")), key: "later" },
  ] as User[];
  expect(dueKeys(users, "2026-12-24").map(({ user, slot: { key }, rotateBy }) => [user.key, key, rotateBy])).toEqual([
    ["other", "a", "2026-12-01"],
    ["deploy-bot", "a", "2026-12-10"],
  ]);
});
