import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sweep } from "../../cli/commands/sweep";
import { verify } from "../../cli/commands/verify";
import type { Entry } from "../../live/audit-log/entry";
import { testdir } from "../testdir";
import { giveEverything, makeDevice, makeUser, openWorld, type World } from "./people";
import { type PlanParts, planJson, type Thing, userThing } from "./plans";
import { runIn } from "./run";

let world: World;
let cwd: string;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

function plan(parts: PlanParts): void {
  cwd = testdir({ "plan.json": planJson(parts) });
}

const run = (users: string[], values: Record<string, string | boolean> = {}, env = world.env) =>
  runIn(sweep, { cwd, env }, users, { plan: "plan.json", ...values });

const entries = (): Entry[] => {
  const file = join(cwd, "roster-audit.jsonl");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
};

const calls = () => entries().flatMap((entry) => (entry.event === "call begins" ? [entry.action] : []));
const results = () => entries().flatMap((entry) => (entry.event === "call ends" ? [entry.result] : []));

const inOrder = [
  "iam:DeleteLoginProfile",
  "iam:DeleteAccessKey",
  "iam:DeleteSigningCertificate",
  "iam:DeleteSSHPublicKey",
  "iam:DeleteServiceSpecificCredential",
  "iam:DeactivateMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:DeleteUserPolicy",
  "iam:DetachUserPolicy",
  "iam:RemoveUserFromGroup",
];

async function contractor(): Promise<{
  userId: string;
  has: Awaited<ReturnType<typeof giveEverything>>;
  managed: Thing;
}> {
  const userId = await makeUser(world, "alice");
  const has = await giveEverything(world, "alice");
  const id = (await world.admin.call("iam:CreateAccessKey", { UserName: "alice" })).AccessKey?.AccessKeyId ?? "";
  return {
    userId,
    has,
    managed: { type: "aws_iam_access_key", address: "aws_iam_access_key.alice--laptop", values: { user: "alice", id } },
  };
}

test("dry unless --yes: nothing is removed, and nothing is written", async () => {
  const { userId, has, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  world.sandbox.resetCounts();
  const { code, out } = await run(["alice"]);
  expect(code).toBe(0);
  expect(out.split("\n").slice(0, 3)).toEqual([
    "alice: 9 leftovers (1 managed thing left to Terraform)",
    expect.stringMatching(/^ {2}login profile \(console password\)/),
    expect.stringContaining(has.accessKey),
  ]);
  expect(out).toContain("Nothing was removed. To remove exactly this: the same command with --yes\n");
  expect(
    Object.keys(world.sandbox.counts()).filter((action) => /Delete|Detach|Remove|Deactivate/.test(action)),
  ).toEqual([]);
  expect(entries()).toEqual([]);
});

test("removes exactly the leftovers, in AWS's order, and the managed key stays; then the user can be deleted", async () => {
  const { userId, has, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  const { code, out, err } = await run(["alice"], { yes: true });
  expect([code, out.split("\n").at(-2)]).toEqual([
    0,
    `9 leftovers removed; the audit log is ${join(cwd, "roster-audit.jsonl")}`,
  ]);
  expect(calls()).toEqual(inOrder);
  expect(results()).toEqual(inOrder.map(() => "done"));
  expect(entries()[0]).toMatchObject({
    event: "call begins",
    seq: 1,
    accountId: "123456789012",
    runner: "arn:aws:sts::123456789012:assumed-role/SandboxAdministrator/sandbox",
    user: "alice",
    userId,
    target: expect.stringContaining("login profile"),
  });
  const left = await world.admin.call("iam:ListAccessKeys", { UserName: "alice" });
  expect(left.AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId)).toEqual([managed.values.id]);
  await world.admin.call("iam:DeleteAccessKey", { UserName: "alice", AccessKeyId: String(managed.values.id) });
  await world.admin.call("iam:DeleteUser", { UserName: "alice" });
  expect(Object.keys(world.memory.mfaDevices)).toEqual([]);
  const written = readFileSync(join(cwd, "roster-audit.jsonl"), "utf8");
  for (const secret of has.secrets) expect(out + err + written).not.toContain(secret);
});

test("run again, it finds nothing and calls nothing", async () => {
  const { userId, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  await run(["alice"], { yes: true });
  const before = entries().length;
  expect((await run(["alice"], { yes: true })).out).toBe(
    "alice: nothing is left over (1 managed thing left to Terraform)\n",
  );
  expect(entries()).toHaveLength(before);
});

test("fails when the user stays, or is unknown to the plan", async () => {
  const userId = await makeUser(world, "bob");
  plan({ kept: [userThing("bob", userId)], deleted: [userThing("alice", "AIDAALICE")] });
  expect(await run(["bob"], { yes: true })).toEqual({
    code: 3,
    out: "",
    err: "roster: bob is not removed by this plan: only leftovers of users that leave are swept; it removes alice\n",
  });
});

test("fails when one of two users stays: nothing of the other is touched", async () => {
  const { userId, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  expect((await run(["alice", "bob"], { yes: true })).code).toBe(3);
  expect(entries()).toEqual([]);
});

test("fails when the caller would sweep itself", async () => {
  const userId = await makeUser(world, "alice");
  const key = (await world.admin.call("iam:CreateAccessKey", { UserName: "alice" })).AccessKey;
  await world.admin.call("iam:AttachUserPolicy", {
    UserName: "alice",
    PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
  });
  plan({ deleted: [userThing("alice", userId)] });
  const env = { ...world.env, AWS_ACCESS_KEY_ID: key?.AccessKeyId, AWS_SECRET_ACCESS_KEY: key?.SecretAccessKey };
  const { code, err } = await run(["alice"], { yes: true }, env);
  expect([code, err]).toEqual([
    3,
    "roster: alice is who runs this (arn:aws:iam::123456789012:user/alice): nobody removes their own credentials; use another identity\n",
  ]);
});

test("fails when somebody made another user of the same name", async () => {
  const userId = await makeUser(world, "alice");
  plan({ deleted: [userThing("alice", "AIDATHEFIRSTALICE")] });
  expect((await run(["alice"], { yes: true })).err).toBe(
    `roster: the user alice in the account is ${userId}, and the plan removes AIDATHEFIRSTALICE: it is another user of the same name\n`,
  );
});

test("fails when a kind may not be seen: nothing is removed", async () => {
  const { userId, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  world.sandbox.setFaults({ deny: ["iam:ListSSHPublicKeys"] });
  expect((await run(["alice"], { yes: true })).err).toBe(
    "roster: could not look at everything, so nothing is removed:\n   SSH public keys of alice: allow iam:ListSSHPublicKeys\n",
  );
  expect(entries()).toEqual([]);
});

test("a fault in the middle stops it; the next run removes the rest and loses no device", async () => {
  const { userId, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  world.sandbox.setFaults({ deny: ["iam:DeleteVirtualMFADevice"] });
  const stopped = await run(["alice"], { yes: true });
  expect(stopped.code).toBe(3);
  expect(stopped.err).toContain("roster: stopped at MFA device arn:aws:iam::123456789012:mfa/alice-phone");
  expect(calls()).toEqual(inOrder.slice(0, 7));
  expect(results().at(-1)).toMatch(/^AccessDenied: User: .* is not authorized to perform: iam:DeleteVirtualMFADevice/);
  world.sandbox.setFaults({});
  expect((await run(["alice"], { yes: true })).code).toBe(0);
  expect(calls().slice(7)).toEqual(inOrder.slice(6));
  expect(Object.keys(world.memory.mfaDevices)).toEqual([]);
});

test("a device whose name says nothing is found again after a cut between deactivating and deleting it", async () => {
  const userId = await makeUser(world, "alice");
  const serial = await makeDevice(world, "grey-yubikey", "alice");
  plan({ deleted: [userThing("alice", userId)] });
  world.sandbox.setFaults({ deny: ["iam:DeleteVirtualMFADevice"] });
  expect((await run(["alice"], { yes: true })).code).toBe(3);
  world.sandbox.setFaults({});
  expect((await run(["alice"])).out).toContain(`alice: 1 leftover\n  MFA device ${serial}, which nobody has\n`);
  expect((await run(["alice"], { yes: true })).code).toBe(0);
  expect(Object.keys(world.memory.mfaDevices)).toEqual([]);
});

test("lost answers and a busy account lose nothing", async () => {
  const { userId, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  const lost = Object.fromEntries(inOrder.map((action) => [action.slice("iam:".length), 1]));
  world.sandbox.setFaults({ throttle: 0.1, lostResponse: lost });
  const { code, err } = await run(["alice"], { yes: true });
  expect([code, err.split("\n").filter((line) => line.startsWith("roster:"))]).toEqual([0, []]);
  // The first request took effect and its answer was lost; the second was told that it is gone. Taking a user out of a group is no error twice.
  expect(results()).toEqual([...inOrder.slice(0, -1).map(() => "was gone"), "done"]);
  world.sandbox.setFaults({});
  expect((await run(["alice"])).out).toBe("alice: nothing is left over (1 managed thing left to Terraform)\n");
});

test("a managed device that was deactivated by hand would survive its destroy: it is swept", async () => {
  const userId = await makeUser(world, "alice");
  const arn = await makeDevice(world, "alice-phone", "alice");
  await world.admin.call("iam:DeactivateMFADevice", { UserName: "alice", SerialNumber: arn });
  plan({
    deleted: [
      userThing("alice", userId),
      {
        type: "aws_iam_virtual_mfa_device",
        address: "aws_iam_virtual_mfa_device.alice--phone",
        values: { arn, user_name: "alice" },
      },
    ],
  });
  expect((await run(["alice"], { yes: true })).code).toBe(0);
  expect(calls()).toEqual(["iam:DeleteVirtualMFADevice"]);
});

test("a hardware device is deactivated and not deleted", async () => {
  const userId = await makeUser(world, "alice");
  const serial = "GAHT12345678";
  world.memory.mfaDevices[serial.toLowerCase()] = {
    serialNumber: serial,
    kind: "hardware",
    createDate: "2026-01-01T00:00:00Z",
    enableDate: "2026-01-01T00:00:00Z",
    tags: [],
    user: "alice",
  };
  plan({ deleted: [userThing("alice", userId)] });
  expect((await run(["alice"], { yes: true })).code).toBe(0);
  expect(calls()).toEqual(["iam:DeactivateMFADevice"]);
});

test("the log of a sweep is whole, and a removed line is noticed by verify --log", async () => {
  const { userId, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  await run(["alice"], { yes: true });
  const check = () => runIn(verify, { cwd, env: world.env }, [], { log: true });
  expect(await check()).toMatchObject({
    code: 0,
    out: `${join(cwd, "roster-audit.jsonl")}: 20 entries, each where it was written\n`,
  });
});
