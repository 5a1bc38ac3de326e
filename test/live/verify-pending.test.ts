import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verify } from "../../src/cli/commands/verify";
import { AuditLog, readLog } from "../../src/leaving/audit-log/audit-log";
import type { Event } from "../../src/leaving/audit-log/entry";
import { rosterOf } from "../e2e/rosters";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { ObjectStore } from "./object-store";
import { makeDevice, makeUser, openWorld, type World } from "./people";
import { planJson, userThing } from "./plans";

let world: World;
let cwd: string;
let userId: string;
beforeEach(async () => {
  world = await openWorld();
  userId = await makeUser(world, "alice");
  cwd = testdir({ "users.yaml": rosterOf(""), "plan.json": planJson({ deleted: [userThing("alice", userId)] }) });
});
afterEach(() => world.close());

const run = (words: readonly string[] = [], values: Record<string, string | boolean> = {}) =>
  runCommand(verify, { cwd, env: world.env, today: new Date("2026-11-21T12:00:00Z") }, [
    ...words,
    ...optionWords({ patience: "0", ...values }),
  ]);
const record = () => join(cwd, "terraform.users.tfstate.pending.json");
const removeAlice = () => world.admin.call("iam:DeleteUser", { UserName: "alice" });
const logged = () => readLog(join(cwd, "roster-audit.jsonl")).map(({ event }) => event);
function log(...events: Event[]): void {
  const file = AuditLog.open(join(cwd, "roster-audit.jsonl"));
  for (const event of events) file.append(event);
  file.close();
}
const stillThere = () => `alice (${userId}): not gone
  the user: it is still there
  virtual MFA devices: none is left
  the Terraform state: not looked at
  next: roster deploy: it removes the user, or says what to do if the state does not have it
`;
const gone = (who = `alice (${userId})`) => `${who}: gone
  the user: NoSuchEntity
  virtual MFA devices: none is left
  the Terraform state: not looked at
`;

test("nobody is pending", async () => {
  expect(await run()).toEqual({ code: 0, out: "no removal is waiting for its proof\n", err: "" });
});

test("the roster is named by a word, as everywhere", async () => {
  renameSync(join(cwd, "users.yaml"), join(cwd, "people.yaml"));
  expect(await run(["people.yaml"])).toEqual({ code: 0, out: "no removal is waiting for its proof\n", err: "" });
  await expect(run(["gone.yaml"])).rejects.toThrow("there is no file gone.yaml");
});

test("fails when there is neither a plan nor a roster", async () => {
  rmSync(join(cwd, "users.yaml"));
  await expect(run()).rejects.toThrow(
    "usage: roster verify PLAN.json, roster verify --log, or roster verify where there is a roster, or with its name",
  );
});

describe("--begin, before another program applies the plan", () => {
  test("writes down who leaves, and each verify names them until they are gone", async () => {
    expect(await run(["plan.json"], { begin: true })).toEqual({
      code: 0,
      out: `1 user leaves with this plan; that is written down in ${record()}\n`,
      err: "",
    });
    expect(JSON.parse(readFileSync(record(), "utf8"))).toMatchObject({
      ...{ schemaVersion: 2, stack: "users", accountIds: ["123456789012"], begunAt: "2026-11-21T12:00:00.000Z" },
      leavers: [{ name: "alice", userId, address: "aws_iam_user.alice" }],
    });
    expect(readLog(join(cwd, "roster-audit.jsonl"))).toMatchObject([
      { event: "apply begins", stack: "users", accountId: "123456789012", leaves: [{ user: "alice", userId }] },
    ]);
    for (const _ of [1, 2]) expect(await run()).toMatchObject({ code: 3, out: stillThere() });
    expect(await run(["plan.json"])).toMatchObject({ code: 3, out: stillThere() });
    expect(existsSync(record())).toBe(true);
    await removeAlice();
    expect(await run(["plan.json"])).toMatchObject({ code: 0, out: gone() });
    expect([existsSync(record()), (await run()).code]).toEqual([false, 0]);
  });

  test("who came back by the time of the next apply stays, if the state says so", async () => {
    await run(["plan.json"], { begin: true });
    writeFileSync(join(cwd, "next.json"), planJson({ kept: [userThing("alice", userId)] }));
    expect(await run(["next.json"])).toMatchObject({ code: 3, out: stillThere() });
    const resources = [
      { address: "aws_iam_user.alice", mode: "managed", type: "aws_iam_user", values: { unique_id: userId } },
    ];
    writeFileSync(join(cwd, "state.json"), JSON.stringify({ values: { root_module: { resources } } }));
    expect(await run(["next.json"], { state: "state.json" })).toEqual({
      code: 0,
      out: "this plan removes nobody\n",
      err: `alice (${userId}): in the roster and in the state again, and stays\n`,
    });
    expect([(await run()).code, logged().at(-1), existsSync(record())]).toEqual([0, "stays", false]);
  });

  test("with those who are pending already", async () => {
    await run(["plan.json"], { begin: true });
    const bob = await makeUser(world, "bob");
    writeFileSync(join(cwd, "second.json"), planJson({ deleted: [userThing("bob", bob)] }));
    await run(["second.json"], { begin: true });
    await world.admin.call("iam:DeleteUser", { UserName: "bob" });
    // The proof of the second apply is not the whole proof.
    expect(await run(["second.json"])).toMatchObject({ code: 3, out: `${gone(`bob (${bob})`)}${stillThere()}` });
  });

  test("fails when it is not one roster, or the roster has errors", async () => {
    writeFileSync(join(cwd, "cdktf.json"), JSON.stringify({ context: { rosters: ["users.yaml", "others.yaml"] } }));
    writeFileSync(join(cwd, "others.yaml"), rosterOf(""));
    await expect(run(["plan.json"], { begin: true })).rejects.toThrow(
      "--begin writes down who leaves beside the state of one roster, and there are 2 of the plan's account: name it with --file",
    );
    writeFileSync(join(cwd, "others.yaml"), `${rosterOf("")}backend: { s3: { bukket: acme } }\n`);
    await expect(run(["plan.json"], { begin: true, file: "others.yaml" })).rejects.toThrow(
      "others.yaml has errors, so that it is not known where the record of who is leaving lies: roster validate; nothing was written down",
    );
    await expect(run([], { begin: true })).rejects.toThrow("usage: roster verify PLAN.json --begin");
  });
});

describe("of a project", () => {
  const about = { stack: "users", planSha256: "ab12", runner: "arn:aws:iam::123456789012:user/ops" };
  const leaves = () => [{ user: "alice", userId }];
  const begins = (more: object = {}): Event => ({ event: "apply begins", ...about, leaves: leaves(), ...more });

  test("those are checked whom only the audit log knows", async () => {
    log(begins());
    expect(await run()).toMatchObject({ code: 3, out: stillThere() });
    await removeAlice();
    expect(await run()).toMatchObject({ code: 0, out: gone() });
    expect([(await run()).out, logged()]).toEqual([
      "no removal is waiting for its proof\n",
      ["apply begins", "removal", "removal"],
    ]);
  });

  test("a plan that could not be proved is remembered without a record, too", async () => {
    expect((await run(["plan.json"])).code).toBe(3);
    expect(await run()).toMatchObject({ code: 3, out: stillThere() });
    await removeAlice();
    expect((await run()).code).toBe(0);
  });

  test("the state tells who is still in it", async () => {
    log(begins({ leaves: [{ user: "alice", userId, address: "aws_iam_user.alice" }] }));
    const resources = [
      { address: "aws_iam_user.alice", mode: "managed", type: "aws_iam_user", values: { unique_id: userId } },
    ];
    writeFileSync(join(cwd, "state.json"), JSON.stringify({ values: { root_module: { resources } } }));
    expect((await run([], { state: "state.json" })).out).toContain(
      "  next: roster deploy: the state still has the user, and the deploy removes it\n",
    );
  });

  test("a device of somebody who stays is not to be deleted by hand before deploy has looked", async () => {
    const serial = await makeDevice(world, "alice-phone");
    log(begins({ leaves: [], devices: [{ serial, user: "alice" }] }));
    expect(await run()).toMatchObject({
      code: 3,
      out: `alice: not gone
  the virtual MFA device: left over: ${serial}
  next: roster deploy: it says whether the state has the device again, or how to delete it
`,
    });
  });

  test("fails when the record is damaged: the log is used, and the rest is not known", async () => {
    log(begins());
    writeFileSync(record(), "{");
    const { code, out } = await run();
    expect([code, out.startsWith(`${stillThere()}could not check: ${record()} says who was leaving`)]).toEqual([
      3,
      true,
    ]);
    const { couldNotLook } = JSON.parse((await run([], { json: true })).out);
    expect(couldNotLook).toEqual([expect.stringContaining("and it is damaged")]);
  });

  test("fails when the roster has errors: where its record lies is not known", async () => {
    writeFileSync(join(cwd, "users.yaml"), `${rosterOf("")}backend: { s3: { bukket: acme } }\n`);
    expect(await run()).toMatchObject({
      code: 3,
      out: "could not check: users.yaml has errors, so that it is not known where the record of who is leaving lies: roster validate\n",
    });
  });

  test("fails when the audit log was changed", async () => {
    log(begins());
    writeFileSync(join(cwd, "roster-audit.jsonl"), "");
    expect(await run()).toMatchObject({ code: 3, out: expect.stringContaining("was changed after it was written") });
  });

  test("fails when somebody left with a stack that no roster has any more", async () => {
    log(begins({ stack: "contractors" }));
    expect(await run()).toMatchObject({
      code: 3,
      out: "could not check: alice: left with an apply of the stack contractors, and no roster here is of it; roster verify --file with that roster, or roster verify with the plan of that apply\n",
    });
    expect((await run([], { file: "users.yaml" })).code).toBe(0);
    await removeAlice();
    expect((await run(["plan.json"])).code).toBe(0);
    expect((await run()).code).toBe(0);
  });

  test("such a stack is checked by a roster of its account", async () => {
    log(begins({ stack: "contractors", accountId: "123456789012" }));
    expect((await run()).code).toBe(3);
    await removeAlice();
    expect(await run()).toMatchObject({ code: 0, out: gone() });
    expect((await run()).out).toBe("no removal is waiting for its proof\n");
  });
});

describe("a record in S3", () => {
  let s3: ObjectStore;
  beforeEach(async () => {
    s3 = await ObjectStore.open();
    const backend = `backend: { s3: { bucket: acme, key: users.tfstate, region: eu-west-1, endpoints: { s3: "${s3.url}" } } }\n`;
    writeFileSync(join(cwd, "users.yaml"), `${rosterOf("")}${backend}`);
  });
  afterEach(() => s3.close());

  test("is found by another checkout, without its audit log", async () => {
    expect((await run(["plan.json"], { begin: true })).out).toBe(
      "1 user leaves with this plan; that is written down in s3://acme/users.tfstate.pending.json\n",
    );
    for (const name of ["roster-audit.jsonl", "roster-audit.jsonl.head"]) rmSync(join(cwd, name));
    expect(await run()).toMatchObject({ code: 3, out: stillThere() });
    await removeAlice();
    expect(await run()).toMatchObject({ code: 0, out: gone() });
    expect(JSON.parse(s3.text("acme/users.tfstate.pending.json") ?? "")).toMatchObject({ leavers: [] });
  });

  test("fails when it may not be read: that is never nobody", async () => {
    s3.instead = () => ({ status: 403, code: "AccessDenied" });
    expect(await run()).toMatchObject({
      code: 3,
      out: expect.stringContaining(
        "could not check: s3://acme/users.tfstate.pending.json says who is leaving, and it may not be read",
      ),
    });
    await removeAlice();
    expect(await run(["plan.json"])).toMatchObject({
      code: 3,
      out: expect.stringMatching(/^alice \(AIDA\w+\): gone\n/),
    });
  });
});
