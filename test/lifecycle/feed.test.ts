import { UnreadableFeed } from "../../src/lifecycle/feed";
import { readCsvFeed } from "../../src/lifecycle/feed-csv";
import { readJsonFeed, readScimFeed } from "../../src/lifecycle/feed-json";
import { type EarlierFeed, matchLeavers } from "../../src/lifecycle/leavers";
import type { PartialRoster } from "../../src/roster/roster";

const today = "2026-11-25";
const roster = {
  guards: { maxRemovalShare: 0.25 },
  users: [
    { key: "alice", type: "human", owner: "Alice@Example.com" },
    { key: "bob", type: "human", owner: "bob@example.com" },
    { key: "carol", type: "human", owner: "carol@example.com", suspended: { since: "2026-11-01" } },
    { key: "ci", type: "service", owner: "alice@example.com" },
    { key: "team-bot", type: "service", owner: "platform-team" },
    { key: "emergency", type: "break-glass", owner: "alice@example.com" },
  ],
} as unknown as PartialRoster;

const match = (feed: ReturnType<typeof readCsvFeed>, absence?: { earlier: EarlierFeed | undefined }) => {
  const { suspend, ...rest } = matchLeavers(roster, feed, { today, ...(absence && { absence }) });
  return { suspend: suspend.map(({ user }) => user.key), ...rest };
};

describe("CSV", () => {
  test("only a positive statement suspends, and only humans: who has left by the owner's address", () => {
    const feed = readCsvFeed(
      "email,status,lastDay\nalice@example.com,Terminated,2026-11-20\nbob@example.com,active,\ncarol@example.com,active,\n",
    );
    expect(feed.notUnderstood).toEqual([]);
    expect(match(feed)).toEqual({
      suspend: ["alice"],
      notComplete: [],
      findings: [
        "carol is suspended, and carol@example.com is here (again): roster resume carol, or leave it",
        "ci needs a new owner: alice@example.com left",
        "emergency is break-glass: alice@example.com left, it needs a new owner",
      ],
    });
  });

  test("does not report who leaves later as gone, and names who is missing", () => {
    const feed = readCsvFeed("Email,Status,Last day\nalice@example.com,left,2026-12-31\n");
    expect(match(feed)).toEqual({
      suspend: [],
      notComplete: [],
      findings: [
        "alice: Alice@Example.com leaves on 2026-12-31; nothing to do until then",
        "bob: bob@example.com is not in the feed",
        "ci: alice@example.com leaves on 2026-12-31; nothing to do until then",
        "emergency: alice@example.com leaves on 2026-12-31; nothing to do until then",
      ],
    });
  });

  test("says what it did not understand, and concludes nothing from it", () => {
    const feed = readCsvFeed('email,status,lastDay\nnobody,left,\n"bob@example.com","on ""leave""",31.12.2026\n');
    expect(feed.notUnderstood).toEqual([
      'row 2: "nobody" is no e-mail address',
      'row 3: nobody knows the status "on \\"leave\\""',
      'row 3: "31.12.2026" is no date',
    ]);
    expect(match(feed).suspend).toEqual([]);
  });

  test("a field of many megabytes, or of nothing but quotes, is read as any other", () => {
    for (const field of ["a".repeat(20_000_000), '""'.repeat(5_000_000)]) {
      expect(readCsvFeed(`email,status\n"${field}",left\n`).notUnderstood).toHaveLength(1);
      expect(() => readCsvFeed(`email,status\n"${field}`)).toThrow(new UnreadableFeed("is no CSV: line 2 is not CSV"));
    }
    expect(readCsvFeed('email,"sta""tus",status\r\n"bob@example.com",",\n",left\r\n').people).toMatchObject([
      { email: "bob@example.com", status: "left" },
    ]);
  });

  test("fails when there is no head, or nothing at all", () => {
    expect(() => readCsvFeed("a@example.com,left\n")).toThrow(
      new UnreadableFeed("needs a first line with the columns email and status, such as: email,status,lastDay"),
    );
    expect(() => readCsvFeed("\n")).toThrow(new UnreadableFeed("is empty: an empty feed says nothing about anybody"));
    expect(() => readCsvFeed('email,"status\n')).toThrow(UnreadableFeed);
  });
});

test("who is said to have left and to be here is left to a person", () => {
  const feed = readCsvFeed("email,status\nbob@example.com,left\nbob@example.com,active\n");
  expect(match(feed).findings).toContain(
    "bob: the feed says of bob@example.com both that they left and that they are here",
  );
  expect(match(feed).suspend).toEqual([]);
});

test("SCIM: active: false is who has left; an entry without a word of it is not understood", () => {
  const feed = readScimFeed({
    totalResults: 4,
    Resources: [
      { userName: "bob@example.com", active: false },
      { userName: "x", emails: [{ value: "Alice@example.com", primary: true }], active: true },
      { userName: "carol@example.com" },
      7,
    ],
  });
  expect(feed.notUnderstood).toEqual(["Resources[2]: says no status", "Resources[3]: has no e-mail address"]);
  expect(match(feed).suspend).toEqual(["bob"]);
  expect(() => readScimFeed([])).toThrow(
    new UnreadableFeed("is no ListResponse of SCIM 2.0: it has no list Resources"),
  );
});

test("JSON: Okta's export", () => {
  const feed = readJsonFeed([
    { status: "DEPROVISIONED", profile: { email: "bob@example.com", login: "bob" } },
    { status: "ACTIVE", profile: { login: "alice@example.com" } },
  ]);
  expect(match(feed).suspend).toEqual(["bob"]);
  expect(() => readJsonFeed({})).toThrow(new UnreadableFeed("is no list: roster reads [{ email, status }, ...]"));
});

describe("absence", () => {
  const whole = () =>
    readCsvFeed("email,status\nalice@example.com,active\ncarol@example.com,active\nzoe@example.com,active\n");
  const earlier: EarlierFeed = { people: 3, day: "2026-11-24", emails: new Set(["alice@example.com"]) };

  test("counts when both files are whole and both lack the owner", () => {
    expect(match(whole(), { earlier })).toMatchObject({ suspend: ["bob"], notComplete: [] });
  });

  test("does not count for who was in the file before", () => {
    const emails = new Set(["bob@example.com"]);
    expect(match(whole(), { earlier: { ...earlier, emails } })).toMatchObject({ suspend: [], notComplete: [] });
  });

  test.each([
    ["there is no earlier feed to compare it with", whole(), undefined],
    ["the earlier feed is of 2026-11-25: it must be a day older, at least", whole(), { ...earlier, day: today }],
    ["the feed shrank from 9 to 3 people: at least 7 are expected", whole(), { ...earlier, people: 9 }],
    ["the feed has 3 of the 8 people that it speaks of", { ...whole(), total: 8 }, earlier],
    ["the feed is empty", { people: [], notUnderstood: [], rows: 0 }, { ...earlier, people: 0 }],
    ["not understood: 1 row of the feed", { ...whole(), notUnderstood: ["row 2"] }, earlier],
  ])("fails when %s", (reason, feed, before) => {
    expect(match(feed, { earlier: before })).toMatchObject({ suspend: [], notComplete: [reason] });
  });
});
