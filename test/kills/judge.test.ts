import { AuditLog } from "../../src/leaving/audit-log/audit-log";
import { addAccount, DEFAULT_ACCOUNT_ID, emptyState } from "../../src/sandbox/index";
import type { Account } from "../../src/sandbox/state";
import { ObjectStore } from "../live/object-store";
import { openWorld } from "../live/people";
import { testdir } from "../testdir";
import { judge } from "./judge";
import { linesOf } from "./same-account";
import { BUCKET, LEAVERS, STATE_KEY } from "./scenario";

const NOTHING = { code: 0, text: "users: nothing to change\n" };
const userIds = new Map(LEAVERS.map((name) => [name, `AIDA${name.toUpperCase()}`]));
let store: ObjectStore;
beforeEach(async () => {
  store = await ObjectStore.open();
  store.put(`${BUCKET}/${STATE_KEY}`, "{}");
});
afterEach(() => store.close());

/** A project whose audit log proves the removal of these. */
function projectOf(proved: readonly string[], files: Readonly<Record<string, string>> = {}): string {
  const project = testdir(files);
  const log = AuditLog.open(`${project}/roster-audit.jsonl`);
  for (const user of proved)
    log.append({
      ...{ event: "removal", accountId: DEFAULT_ACCOUNT_ID, runner: "arn", user, userId: userIds.get(user) ?? "" },
      ...{ arn: "arn", held: [], planSha256: "ab12", result: "gone", checks: [] },
    });
  log.close();
  return project;
}

/** An account in which these are still there, under the ids that they had. */
async function accountWith(names: readonly string[]): Promise<Account> {
  const world = await openWorld();
  for (const UserName of names) {
    await world.admin.call("iam:CreateUser", { UserName });
    Object.assign(world.memory.users[UserName] ?? {}, { userId: userIds.get(UserName) });
  }
  await world.close();
  return world.memory;
}

const expected = { userIds, account: linesOf(addAccount(emptyState(), DEFAULT_ACCOUNT_ID)) };
const deploy = (code: number, text: string) => [{ command: "roster deploy", code, text }];

test("exact: the account of the roster, each removal proved, nothing left", async () => {
  const scene = { account: await accountWith([]), project: projectOf(LEAVERS), store };
  expect(judge(expected, scene, deploy(0, "users: applied\n"), NOTHING)).toEqual({
    verdict: "exact",
    why: [],
  });
});

test("fails when a deploy ends with 0 and somebody is left behind, unproved, with a record and more to do", async () => {
  const project = projectOf(LEAVERS.slice(1), { "terraform.users.tfstate.pending.json": "{}" });
  store.put(`${BUCKET}/${STATE_KEY}.tflock`, "{}");
  const scene = { account: await accountWith(["ana"]), project, store };
  const more = { code: 3, text: "the gate is closed\n" };
  expect(judge(expected, scene, deploy(0, "users: applied\n"), more)).toEqual({
    verdict: "failed",
    why: [
      "- users: there",
      "+ users.ana.inlinePolicies: there",
      '+ users.ana.path: "/"',
      '+ users.ana.userName: "ana"',
      "no proof: ana",
      `left behind: ${BUCKET}/${STATE_KEY}.tflock`,
      "left behind: terraform.users.tfstate.pending.json",
      "one more deploy ended with 3: the gate is closed\n",
    ],
  });
});

test("named: the last command ended with 3 and names who is still there; a name in another name is none", async () => {
  const scene = { account: await accountWith(["ana", "ben-bot"]), project: projectOf([]), store };
  const ended = (code: number, text: string) => judge(expected, scene, deploy(code, text), undefined);
  const why = ["the last command, roster deploy, ended with 3", "ana is still there", "ben-bot is still there"];
  expect(ended(3, "still there: ana, ben-bot\n")).toEqual({ verdict: "named", why });
  expect(ended(1, "still there: ana, ben-bot\n").verdict).toBe("failed");
  expect(ended(3, "still there: anabel, ben-bot\n")).toEqual({
    verdict: "failed",
    why: why.with(1, "ana is still there and was not named"),
  });
});

test("fails when the last command is no deploy, or says that more is to be done", async () => {
  const scene = { account: await accountWith([]), project: projectOf(LEAVERS), store };
  const ended = (command: string, text: string) =>
    judge(expected, scene, [{ command, code: 0, text }], undefined).verdict;
  expect(ended("roster adopt --mend", "\nNext:\n  roster deploy\n")).toBe("failed");
  expect(ended("roster deploy", "users: applied\nthe next roster deploy adds the tags\n")).toBe("failed");
});
