import { judgedBy, retag } from "./edited";
import { alice, because, bob, bot, emergency, otherPgpKey, suspendedBob } from "./rosters";

const team = (...changed: readonly string[]) =>
  [alice, bob, bot, emergency].map((entry, index) => changed[index] ?? entry);

test("another owner is told with its line; the same one, and who joins or leaves, are not", async () => {
  expect(await judgedBy("owner-changed", "owner-changed")).toEqual([
    "users.yaml:28 warning: the owner of deploy-bot is search-team instead of platform-team",
  ]);
  expect(await judgedBy("owner-changed", "unchanged")).toEqual([]);
  expect(await judgedBy("owner-changed", "joins")).toEqual([]);
  expect(await judgedBy("owner-changed", "leaves-after-soak")).toEqual([]);
});

const expires = (before: string | undefined, after: string | undefined) =>
  judgedBy("expiry-postponed", "unchanged", {
    plan: (changes) => {
      const user = changes("aws_iam_user.bob");
      for (const name of ["tags", "tags_all"]) user.before[name] = { ...user.before[name], "roster:expires": before };
      retag(user, { "roster:expires": after });
    },
  });

test("a postponed expiry is told, and one that is removed", async () => {
  expect(await expires("2026-12-31", "2027-01-01")).toEqual([
    "users.yaml:18 warning: expires of bob is postponed from 2026-12-31 to 2027-01-01",
  ]);
  expect(await expires("2026-12-31", undefined)).toEqual([
    "users.yaml:18 warning: expires of bob, 2026-12-31, is removed",
  ]);
});

test("does not report an expiry that is new, earlier or the same", async () => {
  expect(await expires(undefined, "2027-01-01")).toEqual([]);
  expect(await expires("2026-12-31", "2026-12-01")).toEqual([]);
  expect(await expires("2026-12-31", "2026-12-31")).toEqual([]);
});

const rotation = (slot: string, more = "", before = "a: { rotateBy: 2026-12-31 }") =>
  judgedBy("rotation-postponed", "unchanged", {
    before: team(alice, bob, bot.replace("a: { rotateBy: 2027-01-31 }", before)),
    after: team(alice, bob, bot.replace("a: { rotateBy: 2027-01-31 }", slot) + more),
  });

test("a postponed rotation is told; longer than the limit it fails, unless longLivedKeys accepts it", async () => {
  expect(await rotation("a: { rotateBy: 2027-01-31 }")).toEqual([
    "users.yaml:30 warning: rotateBy of access key a of deploy-bot is postponed from 2026-12-31 to 2027-01-31",
  ]);
  expect(await rotation("a: {}")).toEqual([
    "users.yaml:30 warning: rotateBy of access key a of deploy-bot, 2026-12-31, is removed",
  ]);
  const long = "rotateBy of access key a of deploy-bot is postponed from 2026-12-31 to 2027-06-30, longer than 90 days";
  expect(await rotation("a: { rotateBy: 2027-06-30 }")).toEqual([`users.yaml:30 error: ${long}`]);
  const accepted = (approver: string) =>
    `\n    longLivedKeys: ${because("The build server is outside AWS and cannot use roles", "2027-06-30", approver)}`;
  expect(await rotation("a: { rotateBy: 2027-06-30 }", accepted("secops@example.com"))).toEqual([
    `users.yaml:30 justified: ${long}`,
  ]);
  expect(await rotation("a: { rotateBy: 2027-06-30 }", accepted("platform-team"))).toEqual([
    `users.yaml:30 error: ${long}`,
  ]);
});

test("does not report an earlier date, a key that becomes Inactive, a slot that is gone, or a first date", async () => {
  expect(await rotation("a: { rotateBy: 2026-12-01 }")).toEqual([]);
  expect(await rotation("a: { status: Inactive, rotateBy: 2027-06-30 }")).toEqual([]);
  expect(await rotation("c: { rotateBy: 2027-06-30 }")).toEqual([]);
  expect(await rotation("a: { rotateBy: 2027-06-30 }", "", "a: {}")).toEqual([]);
});

test("does not report a slot whose key was rotated", async () => {
  const rotated = await judgedBy("rotation-postponed", "credential-replaced", {
    before: [bot],
    after: [bot.replace("2027-01-31", "2027-02-15")],
  });
  expect(rotated).toEqual([]);
});

const returning = (login: string, before = suspendedBob("2026-10-01")) =>
  judgedBy("pgp-key-changed", "pgp-key-changed", { before: [before], after: [bob.replace("loginProfile: {}", login)] });

test("a new secret for another PGP key is told, and fails for whoever may do anything", async () => {
  const message = "password of bob is made for a PGP key that bob did not have before";
  expect(await returning(`loginProfile: { pgpKey: "${otherPgpKey}" }`)).toEqual([`users.yaml:16 warning: ${message}`]);
  const powerful = await judgedBy("pgp-key-changed", "pgp-key-changed", {
    before: [suspendedBob("2026-10-01")],
    after: [bob.replace("loginProfile: {}", `loginProfile: { pgpKey: "${otherPgpKey}" }`)],
    plan: (changes) => {
      const user = changes("aws_iam_user.bob");
      for (const name of ["tags", "tags_all"]) {
        user.before[name]["roster:type"] = "break-glass";
        user.after[name]["roster:type"] = "break-glass";
      }
    },
  });
  expect(powerful).toEqual([`users.yaml:16 error: ${message}`]);
});

test("does not report a new secret for the same key, another key without a new secret, or who joins", async () => {
  expect(await returning("loginProfile: {}")).toEqual([]);
  const exchanged = team(alice.replace("loginProfile: {}", `loginProfile: { pgpKey: "${otherPgpKey}" }`));
  expect(await judgedBy("pgp-key-changed", "unchanged", { after: exchanged })).toEqual([]);
  expect(await judgedBy("pgp-key-changed", "joins")).toEqual([]);
});

const becomes = (type: string, others: (changes: (address: string) => { before: unknown; after: unknown }) => void) =>
  judgedBy("break-glass-leaves", "unchanged", {
    plan: (changes) => {
      retag(changes("aws_iam_user.emergency"), { "roster:type": type });
      others(changes);
    },
  });

test("a break-glass user that becomes something else fails, and is a warning where another one is left", async () => {
  const message = "the break-glass user emergency becomes human";
  expect(await becomes("human", () => undefined)).toEqual([
    `users.yaml:32 error: ${message}, and no other break-glass user is left`,
  ]);
  const second = await becomes("human", (changes) =>
    retag(changes("aws_iam_user.alice"), { "roster:type": "break-glass" }),
  );
  expect(second).toEqual([`users.yaml:32 warning: ${message}`]);
  expect(await becomes("break-glass", () => undefined)).toEqual([]);
});
