import ICAL from "ical.js";
import { iCalendar } from "../../src/lifecycle/calendar";
import { type Due, dueUntil } from "../../src/lifecycle/due";
import type { PartialRoster } from "../../src/roster/roster";

const flag = (expires: string) => ({ justification: "why", approvedBy: "ciso", ticket: "SEC-1", expires });
const roster = {
  guards: { soakDays: 14 },
  removals: [{ key: "old", ...flag("2026-12-02") }],
  users: [
    {
      key: "alice",
      owner: "alice@example.com",
      flags: { forceDestroy: flag("2026-12-03") },
      accessKeys: [],
      expires: "2026-12-01",
    },
    {
      key: "bob",
      owner: "b",
      flags: {},
      accessKeys: [],
      suspended: { since: "2026-11-20", ticket: "HR-77" },
      expires: "2026-12-01",
    },
    { key: "ci", owner: "team", flags: {}, accessKeys: [{ key: "a", status: "Active", rotateBy: "2026-11-01" }] },
    { key: "later", owner: "team", flags: { longLivedKeys: flag("2027-06-01") }, accessKeys: [] },
  ],
} as unknown as PartialRoster;

test("lists expiry, justification, rotation, soak and removal by day; what is late is in it, what is later is not", () => {
  expect(dueUntil(roster, "2026-12-25").map(({ day, kind, said, next }) => [day, kind, said, next])).toEqual([
    ["2026-11-01", "rotation", "access key a of ci is to be rotated", "roster rotate ci"],
    ["2026-12-01", "expiry", "alice expires", "roster suspend alice, or a later date in expires"],
    ["2026-12-02", "removal", "what was accepted for the removal of old ends", "delete removals.old"],
    [
      "2026-12-03",
      "justification",
      "forceDestroy of alice (SEC-1) is accepted no longer",
      "remove forceDestroy, or have it approved again with a new date",
    ],
    ["2026-12-04", "soak", "the soak of bob ends (HR-77)", "roster leave bob"],
  ]);
});

describe("iCalendar", () => {
  const nasty: Due = {
    ...{ day: "2026-12-31", kind: "rotation", user: "zoé, the; 2nd", owner: "a\\b", what: "a" },
    said: `access key a of zoé, the; 2nd \u0007\n${"ü".repeat(80)}`,
    next: "roster rotate",
  };
  const due = [...dueUntil(roster, "2026-12-25"), nasty];
  const text = iCalendar([{ account: "123456789012", due }]);

  test("ical.js reads it: all-day events, each with a UID of its own", () => {
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
    expect(events.map(({ uid }) => uid)).toEqual([
      "ci.rotation.a@123456789012.iam-roster",
      "alice.expiry@123456789012.iam-roster",
      "old.removal@123456789012.iam-roster",
      "alice.justification.forceDestroy@123456789012.iam-roster",
      "bob.soak@123456789012.iam-roster",
      "zo%C3%A9%2C%20the%3B%202nd.rotation.a@123456789012.iam-roster",
    ]);
    const last = events.at(-1);
    expect(last?.summary).toBe(`access key a of zoé, the; 2nd \n${"ü".repeat(80)}`);
    expect([last?.startDate.isDate, last?.startDate.toString(), last?.endDate.toString()]).toEqual([
      true,
      "2026-12-31",
      "2027-01-01",
    ]);
  });

  test("lines end with CRLF and have at most 75 octets", () => {
    const lines = text.split("\r\n");
    expect(lines.join("").includes("\n")).toBe(false);
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  test("the same days give the same bytes", () => {
    expect(iCalendar([{ account: "123456789012", due }])).toBe(text);
  });
});
