import { foreignState } from "../../../src/cli/state/foreign-state";
import { storedState } from "../../../src/plan/stored-state";
import type { RosterIdentity } from "../../../src/terms/roster-identity";
import { stored } from "./stored";

const own: RosterIdentity = { file: "accounts/b.yaml", stack: "users", account: "123456789012", project: "acme" };
const deploying = "roster deploy --file accounts/b.yaml";

/** What is told of a state of these users that says that it is of this roster. */
function told(users: readonly string[], identity?: RosterIdentity, more: { taken?: string; has?: string[] } = {}) {
  const addresses = new Set((more.has ?? []).map((name) => `aws_iam_user.${name}`));
  return foreignState(storedState(stored(3, users, "a1", identity)), {
    own,
    addresses,
    deploying,
    taken: more.taken,
  })?.split("\n   ");
}

describe("does not report", () => {
  test.each<[string, ReturnType<typeof told>]>([
    ["the own state", told(["alice"], own)],
    [
      "the own state, of an older version that knew no account and no project",
      told(["alice"], { file: own.file, stack: own.stack }),
    ],
    ["an empty state that does not say whose it is", told([])],
    [
      "a state that does not say it and has somebody of the roster",
      told(["alice", "bob"], undefined, { has: ["bob"] }),
    ],
    [
      "a state that is taken on purpose",
      told(["alice"], { ...own, file: "accounts/a.yaml" }, { taken: "accounts/a.yaml" }),
    ],
    ["a state that does not say it and is taken on purpose", told(["alice"], undefined, { taken: "unknown" })],
  ])("%s", (_what, lines) => {
    expect(lines).toBeUndefined();
  });

  test("what is not there, or cannot be read", () => {
    const owning = { own, addresses: new Set<string>(), deploying };
    expect(foreignState({ kind: "absent" }, owning)).toBeUndefined();
    expect(foreignState({ kind: "encrypted", version: undefined }, owning)).toBeUndefined();
  });
});

describe("reports", () => {
  test("the state of another file, with the command after a rename", () => {
    expect(told(["alice"], { ...own, file: "accounts/old name.yaml" }, { has: ["alice"] })).toEqual([
      "the state of the stack users is that of another roster: accounts/old name.yaml, stack users, account 123456789012, project acme. Nothing was planned, nothing was changed.",
      "This roster is accounts/b.yaml, stack users, account 123456789012, project acme. If it is another one, give it a backend address of its own.",
      `If it is the same one, and its file or stack was renamed or moved: ${deploying} --take-state-of 'accounts/old name.yaml'`,
    ]);
  });

  test.each<[string, RosterIdentity]>([
    ["stack", { ...own, stack: "people" }],
    ["account", { ...own, account: "210987654321" }],
    ["project", { ...own, project: "other" }],
  ])("the state of another %s", (_what, identity) => {
    expect(told(["alice"], identity)?.[0]).toContain("is that of another roster");
  });

  test("another one than the one that is taken", () => {
    expect(told(["alice"], { ...own, file: "accounts/c.yaml" }, { taken: "accounts/a.yaml" })?.[0]).toContain(
      "accounts/c.yaml",
    );
  });

  test("a state that does not say whose it is, and of which the roster has nothing", () => {
    expect(told(["alice", "bob"], undefined, { has: ["carol"] })).toEqual([
      "the state of the stack users does not say whose it is, and nothing of it is in this roster: it has 2 users (alice, bob). Nothing was planned, nothing was changed.",
      "If it is the state of another roster, give this one (accounts/b.yaml, stack users, account 123456789012, project acme) a backend address of its own.",
      `If all of that is to be removed by this roster: ${deploying} --take-state-of unknown`,
    ]);
  });
});
