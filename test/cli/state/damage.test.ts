import { join } from "node:path";
import { type Damage, damageOf } from "../../../src/cli/state/damage";
import { describeDamage } from "../../../src/cli/state/describe-damage";
import { localStateOf } from "../../../src/cli/state/local-state";
import { look } from "../../../src/cli/state/sight";
import type { Pending } from "../../../src/leaving/pending/pending";
import { testdir } from "../../testdir";
import { noted, stored } from "./stored";

const STATE = "terraform.users.tfstate";
const COPY = `${STATE}.before-apply`;
const BACKUP = `${STATE}.backup`;
const ERRORED = "cdktf.out/stacks/users/errored.tfstate";

function found(
  files: Readonly<Record<string, string>>,
  record?: Pending,
): { damage: Damage | undefined; told: string } {
  const cwd = testdir(files);
  const local = localStateOf(
    { kind: "local", settings: { path: STATE } },
    { project: cwd, folder: join(cwd, "cdktf.out", "stacks", "users"), env: {} },
  );
  if (local === undefined) throw new Error("it is local");
  const damage = damageOf(look(local), record);
  return {
    damage,
    told: damage === undefined ? "" : describeDamage(damage, { stack: "users", cwd, mending: "roster adopt --mend" }),
  };
}

describe("does not report", () => {
  test.each<[string, Readonly<Record<string, string>>, Pending?]>([
    ["a new project", {}],
    ["a new project whose first refresh was killed: Terraform made the file to lock it", { [STATE]: "" }],
    ["the first apply of a new project, killed before Terraform wrote anything", {}, noted("none")],
    ["a state and its backup", { [STATE]: stored(8, ["alice"]), [BACKUP]: stored(7, []) }],
    ["a backup of the same serial, as after a refresh", { [STATE]: stored(8, []), [BACKUP]: stored(8, []) }],
    ["a state that lost everybody by their removal", { [STATE]: stored(9, []), [BACKUP]: stored(8, ["alice"]) }],
    ["an apply that failed, whose copy is still there", { [STATE]: stored(9, ["bob"]), [COPY]: stored(8, ["alice"]) }],
    ["a state that an apply went on with", { [STATE]: stored(9, ["bob"]) }, noted({ lineage: "a1", serial: 8 })],
    ["a backup that is cut: Terraform was killed while it wrote that", { [STATE]: stored(8, []), [BACKUP]: "{" }],
    [
      "a state that was replaced on purpose and knows everybody",
      { [STATE]: stored(1, ["Alice", "bob"], "b2"), [BACKUP]: stored(7, ["alice"]) },
    ],
    ["what Terraform could not store once, and has since", { [STATE]: stored(9, []), [ERRORED]: stored(8, ["alice"]) }],
    ["what Terraform could not store: deploy stores it first", { [STATE]: stored(7, []), [ERRORED]: stored(8, []) }],
    ["what another state could not store", { [STATE]: stored(2, []), [ERRORED]: stored(8, ["alice"], "b2") }],
    ["an encrypted state", { [STATE]: '{"encrypted_data":"bm8=","encryption_version":"v0","meta":{}}' }],
    [
      "an encrypted state and its plain backup",
      {
        [STATE]: '{"serial":8,"lineage":"a1","encrypted_data":"bm8=","encryption_version":"v0","meta":{}}',
        [BACKUP]: stored(7, ["alice"]),
      },
      noted({ lineage: "a1", serial: 8 }),
    ],
  ])("%s", (_what, files, ...record) => {
    expect(found(files, ...record).damage).toBeUndefined();
  });
});

const NEXT_COPY = `Next: roster adopt --mend --state-from ${COPY}`;
const NEXT_BACKUP = `Next: roster adopt --mend --state-from ${BACKUP}`;
const MORE = "What the interrupted apply created after that copy is imported from the account.";
const NOTHING = "Nothing was planned, nothing was changed.";
const PENDING = "An apply that began at 2026-11-21T12:00:00.000Z has not been proved yet";

describe("reports", () => {
  test("an empty state, with what each copy knows, and goes on with our own", () => {
    const files = { [STATE]: "", [COPY]: stored(8, ["alice", "bob"]), [BACKUP]: stored(8, ["alice", "bob"]) };
    const { damage, told } = found(files, noted({ lineage: "a1", serial: 8 }));
    expect(damage).toMatchObject({ kind: "empty", best: { by: "roster" } });
    expect(told.split("\n   ")).toEqual([
      `${STATE}, the state of the stack users, is empty. ${NOTHING}`,
      `${COPY}, the copy that roster made before an apply: serial 8, 2 resources, 2 users (alice, bob)`,
      `${BACKUP}, Terraform's backup: serial 8, 2 resources, 2 users (alice, bob)`,
      `${PENDING}; the state had serial 8 then.`,
      MORE,
      NEXT_COPY,
    ]);
  });

  test("an empty state with Terraform's backup alone", () => {
    const { told } = found({ [STATE]: "", [BACKUP]: stored(8, ["alice"]) });
    expect(told.split("\n   ")).toEqual([
      `${STATE}, the state of the stack users, is empty. ${NOTHING}`,
      `${BACKUP}, Terraform's backup: serial 8, 1 resource, 1 user (alice)`,
      MORE,
      NEXT_BACKUP,
    ]);
  });

  test("a state that is cut, and a copy that is", () => {
    const cut = stored(8, ["alice"]).slice(0, 80);
    expect(found({ [STATE]: cut, [BACKUP]: cut }).told.split("\n   ")).toEqual([
      `${STATE}, the state of the stack users, is damaged: it is not the JSON that Terraform writes. ${NOTHING}`,
      `${BACKUP}, Terraform's backup: damaged`,
      "No copy of it is known. adopt --mend keeps the file, goes on without it, and imports from the account what the roster has, and who was leaving.",
      "Next: roster adopt --mend",
    ]);
  });

  test("everybody by name who was leaving", () => {
    const leavers = [
      { name: "alice", userId: "AIDAALICE", address: "", forceDestroy: false },
      { name: "bob", address: "", forceDestroy: false },
    ];
    expect(found({ [STATE]: "" }, { ...noted("none"), leavers }).told.split("\n   ")[1]).toBe(
      `${PENDING}; not proved gone: alice (AIDAALICE), bob.`,
    );
  });

  test("an empty state of which only the record knows", () => {
    expect(found({ [STATE]: "" }, noted("none")).told.split("\n   ")).toEqual([
      `${STATE}, the state of the stack users, is empty. ${NOTHING}`,
      `${PENDING}.`,
      "No copy of it is known. adopt --mend keeps the file, goes on without it, and imports from the account what the roster has, and who was leaving.",
      "Next: roster adopt --mend",
    ]);
  });

  test.each<[string, Readonly<Record<string, string>>, Pending?]>([
    ["a backup", { [BACKUP]: stored(8, ["alice"]) }],
    ["our own copy", { [COPY]: stored(8, ["alice"]) }],
    ["what was noted", {}, noted({ lineage: "a1", serial: 8 })],
    ["a record of an older version, with somebody who was leaving", {}, noted(undefined, ["alice"])],
  ])("a state that is missing, beside %s", (_what, files, ...record) => {
    expect(found(files, ...record).damage?.kind).toBe("missing");
  });

  test("an older state, by who is known to which", () => {
    const files = { [STATE]: stored(4, ["alice", "erin"]), [COPY]: stored(8, ["alice", "bob", "carol"]) };
    const { damage, told } = found(files);
    expect(damage).toMatchObject({ kind: "older", best: { by: "roster" } });
    expect(told.split("\n   ")).toEqual([
      `${STATE}, the state of the stack users, is older than what is known of it. ${NOTHING}`,
      `${STATE}, what is there now: serial 4, 2 resources, 2 users (alice, erin)`,
      `${COPY}, the copy that roster made before an apply: serial 8, 3 resources, 3 users, 1 more; only here: bob, carol; not here: erin`,
      MORE,
      NEXT_COPY,
    ]);
  });

  test("an older state of which only the record knows: it is gone on with", () => {
    const files = { [STATE]: stored(4, ["alice"]), [BACKUP]: stored(3, ["alice", "bob"]) };
    expect(found(files, noted({ lineage: "a1", serial: 8 })).told.split("\n   ")).toEqual([
      `${STATE}, the state of the stack users, is older than what is known of it. ${NOTHING}`,
      `${STATE}, what is there now: serial 4, 1 resource, 1 user (alice)`,
      `${BACKUP}, Terraform's backup: serial 3, 2 resources, 2 users, 1 more; only here: bob`,
      `${PENDING}; the state had serial 8 then.`,
      "No better copy is known. adopt --mend goes on with the state that is there, and imports what it lacks from the account, and who was leaving.",
      "Next: roster adopt --mend",
    ]);
  });

  test("another state: the copy of the lineage that was noted is the one to go on with", () => {
    const files = { [STATE]: stored(1, ["alice"], "b2"), [COPY]: stored(7, ["bob"]), [BACKUP]: stored(9, [], "c3") };
    const { damage, told } = found(files, noted({ lineage: "a1", serial: 7 }));
    expect(damage).toMatchObject({ kind: "other", best: { by: "roster" } });
    expect(told.split("\n   ")[0]).toBe(
      `${STATE}, the state of the stack users, is another state than the one that was there before: it has another lineage. ${NOTHING}`,
    );
  });

  test("another state that lacks somebody whom Terraform's backup knows", () => {
    const { damage } = found({ [STATE]: stored(1, ["bob"], "b2"), [BACKUP]: stored(7, ["alice", "bob"]) });
    expect(damage).toMatchObject({ kind: "other", best: { by: "terraform" } });
  });

  test("what Terraform could not store is newer than all copies", () => {
    const files = { [STATE]: "{", [COPY]: stored(8, ["alice"]), [ERRORED]: stored(9, ["alice", "bob"]) };
    expect(found(files).damage).toMatchObject({ kind: "cut", best: { by: "errored" } });
  });

  test("a name in a file that is no name is harmless on a terminal, and a long list is cut", () => {
    const many = [..."abcdefghijklm"].map((letter) => `user-${letter}`);
    const { told } = found({ [STATE]: "", [COPY]: stored(8, ["a\u001b[31m", ...many]) });
    expect(told.split("\n   ")[1]).toBe(
      `${COPY}, the copy that roster made before an apply: serial 8, 14 resources, 14 users (a\\u{1b}[31m, ${many.slice(0, 9).join(", ")} and 4 more)`,
    );
  });
});
