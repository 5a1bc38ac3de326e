import type { Entry, Event } from "../../src/leaving/audit-log/entry";
import { merged, without } from "../../src/leaving/pending/merge";
import { pendingOfLog } from "../../src/leaving/pending/of-log";
import type { Pending } from "../../src/leaving/pending/pending";

const about = { stack: "users", runner: "arn:aws:iam::123456789012:user/ops" };
const leave = (user: string, userId = `AIDA${user.toUpperCase()}`) => ({ user, userId });
const begins = (planSha256: string, ...leaves: ReturnType<typeof leave>[]): Event => ({
  ...{ event: "apply begins", ...about, planSha256, leaves },
});
const ends = (planSha256: string, result: string): Event => ({ event: "apply ends", ...about, planSha256, result });
const removal = (user: string, more: object = {}): Event => ({
  ...{
    event: "removal",
    runner: about.runner,
    accountId: "123456789012",
    arn: `arn:aws:iam::123456789012:user/${user}`,
  },
  ...{ user, userId: `AIDA${user.toUpperCase()}`, held: [], planSha256: "a1", result: "gone", checks: [], ...more },
});

/** Names of those who are pending by these events. */
function names(...events: Event[]): string[] | undefined {
  const entries = events.map(
    (event, index): Entry => ({
      schemaVersion: 1,
      seq: index + 1,
      time: "2026-11-21T12:00:00.000Z",
      previous: "",
      ...event,
    }),
  );
  return pendingOfLog(entries, { stack: "users", accountId: "123456789012" })?.leavers.map(({ name }) => name);
}

test.each<[string, Event[]]>([
  ["was not told how it ended", [begins("a1", leave("alice"))]],
  ["was interrupted", [begins("a1", leave("alice")), ends("a1", "interrupted")]],
  ["ended well, without a proof", [begins("a1", leave("alice")), ends("a1", "done")]],
  ["could not be proved", [begins("a1", leave("alice")), removal("alice", { result: "not gone" })]],
  ["could not be checked", [begins("a1", leave("alice")), removal("alice", { result: "could not check" })]],
  [
    "was proved of another user of that name",
    [begins("a1", leave("alice")), removal("alice", { userId: "AIDAFIRST" })],
  ],
  ["began again after a proof", [begins("a1", leave("alice")), removal("alice"), begins("a2", leave("alice"))]],
  [
    "was refused after one that was not",
    [begins("a1", leave("alice")), begins("a2", leave("alice")), ends("a2", "refused: x")],
  ],
  ["only a plan's proof speaks of", [removal("alice", { result: "not gone" })]],
])("alice is pending when her removal %s", (_name, events) => {
  expect(names(...events)).toEqual(["alice"]);
});

test.each<[string, Event[]]>([
  ["was proved", [begins("a1", leave("alice")), removal("alice")]],
  ["was proved at last", [begins("a1", leave("alice")), removal("alice", { result: "not gone" }), removal("alice")]],
  ["was refused", [begins("a1", leave("alice")), ends("a1", "refused: the plan is older than the state")]],
  [
    "came to nothing: she stays",
    [begins("a1", leave("alice")), { event: "stays", ...about, accountId: "1", planSha256: "a2", ...leave("alice") }],
  ],
  ["is one of another stack", [{ ...begins("a1", leave("alice")), stack: "contractors" } as Event]],
  ["could not be proved in another account", [removal("alice", { result: "not gone", accountId: "999988887777" })]],
  ["could not be proved of another stack", [removal("alice", { result: "not gone", stack: "contractors" })]],
])("alice is not pending when her removal %s", (_name, events) => {
  expect(names(...events)).toBeUndefined();
});

test("a user of whom the plan had no id is known by the name", () => {
  const unknown = begins("a1", leave("alice", ""));
  expect(names(unknown)).toEqual(["alice"]);
  expect(names(unknown, removal("ALICE", { userId: undefined }))).toBeUndefined();
});

describe("two records become one", () => {
  const one = (name: string, more: Partial<Pending> = {}): Pending => ({
    ...{ schemaVersion: 2, stack: "users", accountIds: ["123456789012"], planSha256: name, begunAt: "" },
    leavers: [{ name, userId: `AIDA${name}`, address: `aws_iam_user.${name}`, forceDestroy: false }],
    ...{ devices: [], stayers: [], held: { [name]: [{ kind: "accessKey", id: `AKIA${name}` }] }, ...more },
  });

  test("with everybody of both, once, and all that each of them held", () => {
    const later = one("bob", { accountIds: ["123456789012", "999988887777"] });
    const both = merged(
      one("alice"),
      merged(later, one("alice", { held: { alice: [{ kind: "group", id: "staff" }] } })),
    );
    expect(both.leavers.map(({ name }) => name)).toEqual(["alice", "bob"]);
    expect(both.accountIds).toEqual(["123456789012", "999988887777"]);
    expect(both.held.alice).toEqual([
      { kind: "accessKey", id: "AKIAalice" },
      { kind: "group", id: "staff" },
    ]);
  });

  test("two users of one name are two", () => {
    const other = one("alice", {
      leavers: [{ name: "alice", userId: "AIDASECOND", address: "", forceDestroy: false }],
    });
    const both = merged(one("alice"), other);
    expect(both.leavers.map(({ userId }) => userId)).toEqual(["AIDAalice", "AIDASECOND"]);
    expect(without(both, new Set(["AIDAalice"]))).toMatchObject({ leavers: other.leavers, held: both.held });
    expect(without(both, new Set(["AIDAalice", "AIDASECOND"]))).toMatchObject({ leavers: [], held: {} });
  });
});
