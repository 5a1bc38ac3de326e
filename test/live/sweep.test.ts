import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LiveAccount } from "../../src/aws/account";
import { callerOf } from "../../src/aws/caller";
import { CallFailed } from "../../src/aws/failures";
import { sweep } from "../../src/cli/commands/sweep";
import { verify } from "../../src/cli/commands/verify";
import { AuditLog } from "../../src/leaving/audit-log/audit-log";
import type { Entry } from "../../src/leaving/audit-log/entry";
import { selectLeftovers } from "../../src/leaving/sweep/select";
import { sweep as sweepLeftovers } from "../../src/leaving/sweep/sweep";
import { documented } from "../documented-json";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { withBriefWaits } from "./brief-waits";
import { RosterChild } from "./deploy-child";
import { Gate } from "./deploy-gate";
import { giveEverything, makeDevice, makeUser, openWorld, type World } from "./people";
import { type PlanParts, planJson, planPeople, type Thing, userThing } from "./plans";

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
  runCommand(sweep, { cwd, env, today: new Date() }, [...users, ...optionWords({ plan: "plan.json", ...values })]);

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
    "alice: 9 leftovers (1 managed resource left to Terraform)",
    expect.stringMatching(/^ {2}a password/),
    expect.stringContaining(has.accessKey),
  ]);
  expect(out).toContain("Nothing was removed. To remove exactly this: the same command with --yes\n");
  expect(
    Object.keys(world.sandbox.counts()).filter((action) => /Delete|Detach|Remove|Deactivate/.test(action)),
  ).toEqual([]);
  expect(entries()).toEqual([]);
  const { out: json } = await run(["alice"], { json: true });
  const { users, removed } = documented("sweep", json) as { users: { leftovers: object[] }[]; removed: number };
  expect([removed, users]).toEqual([0, [{ user: "alice", userId, leftovers: expect.anything(), managed: 1 }]]);
  expect(users[0]?.leftovers).toHaveLength(9);
  expect(users[0]?.leftovers[1]).toMatchObject({ kind: "accessKey", id: has.accessKey, assigned: true });
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
    target: expect.stringContaining("a password"),
  });
  const left = await world.admin.call("iam:ListAccessKeys", { UserName: "alice" });
  expect(left.AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId)).toEqual([managed.values.id]);
  await world.admin.call("iam:DeleteAccessKey", { UserName: "alice", AccessKeyId: String(managed.values.id) });
  await world.admin.call("iam:DeleteUser", { UserName: "alice" });
  expect(Object.keys(world.memory.mfaDevices)).toEqual([]);
  const written = readFileSync(join(cwd, "roster-audit.jsonl"), "utf8");
  for (const secret of has.secrets) expect(out + err + written).not.toContain(secret);
});

test("what others hold stays as it is, those who leave with the same plan and are not named among them", async () => {
  const { userId, managed } = await contractor();
  const others = [await makeUser(world, "bob"), await makeUser(world, "alice-b")];
  await world.admin.call("iam:CreateAccessKey", { UserName: "bob" });
  await makeDevice(world, "bob-phone", "bob");
  await makeDevice(world, "alice-b-phone");
  plan({
    deleted: [userThing("alice", userId), managed, userThing("bob", others[0] ?? "")],
    kept: [userThing("alice-b", others[1] ?? "")],
  });
  const beside = () => {
    const { alice: _, ...users } = world.memory.users;
    const devices = Object.values(world.memory.mfaDevices).filter(
      ({ serialNumber }) => !serialNumber.endsWith("/alice-phone"),
    );
    return JSON.stringify([users, devices]);
  };
  const before = beside();
  expect((await run(["alice"], { yes: true })).code).toBe(0);
  expect([calls(), beside()]).toEqual([inOrder, before]);
});

test("of each kind, what the state manages is left to Terraform", async () => {
  const { userId, has, managed } = await contractor();
  const thing = (type: string, values: Thing["values"]): Thing => ({ type, address: `${type}.alice--x`, values });
  plan({
    deleted: [
      userThing("alice", userId),
      managed,
      thing("aws_iam_user_login_profile", { user: "alice" }),
      thing("aws_iam_access_key", { user: "alice", id: has.accessKey }),
      thing("aws_iam_signing_certificate", { user_name: "alice", certificate_id: has.certificate }),
      thing("aws_iam_user_ssh_key", { username: "alice", ssh_public_key_id: has.ssh }),
      thing("aws_iam_service_specific_credential", {
        user_name: "alice",
        service_specific_credential_id: has.credential,
      }),
      thing("aws_iam_virtual_mfa_device", { user_name: "alice", arn: has.device }),
      thing("aws_iam_user_policy", { user: "alice", name: "push" }),
      thing("aws_iam_user_policy_attachment", { user: "alice", policy_arn: has.policyArn }),
      thing("aws_iam_user_group_membership", { user: "alice", groups: ["alice-friends"] }),
    ],
  });
  expect(await run(["alice"], { yes: true })).toMatchObject({
    code: 0,
    out: "alice: nothing is left over (10 managed resources left to Terraform)\n",
  });
  expect(entries()).toEqual([]);
});

test("each call is in the log, on the disk, before it is made, and its result before the next", async () => {
  const { userId, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  const gate = await Gate.open(world.env.AWS_ENDPOINT_URL ?? "");
  try {
    const seen: unknown[] = [];
    gate.each(({ action }) => {
      if (!inOrder.includes(action)) return;
      const [ended, begun] = [entries().at(-2), entries().at(-1)];
      seen.push([action, begun?.event === "call begins" && begun.action, ended?.event ?? "call ends"]);
    });
    expect((await run(["alice"], { yes: true }, gate.through(world.env))).code).toBe(0);
    expect(seen).toEqual(inOrder.map((action) => [action, action, "call ends"]));
  } finally {
    await gate.close();
  }
});

test("killed with SIGKILL when a call took effect and nobody knows it: the next run goes on, and no device is lost", async () => {
  const userId = await makeUser(world, "alice");
  await world.admin.call("iam:CreateAccessKey", { UserName: "alice" });
  const serial = await makeDevice(world, "grey-yubikey", "alice");
  plan({ deleted: [userThing("alice", userId)] });
  const gate = await Gate.open(world.env.AWS_ENDPOINT_URL ?? "");
  try {
    const args = ["sweep", "alice", "--plan", "plan.json", "--yes"];
    for (const cut of ["iam:DeleteAccessKey", "iam:DeactivateMFADevice"]) {
      const child = new RosterChild(args, cwd, gate.through({ ...process.env, ...world.env }));
      const come = gate.once(
        ({ action }) => action === cut,
        "after",
        async () => {
          child.killAll();
          return "lost";
        },
      );
      await Promise.race([come, child.ended]);
      expect([cut, (await child.ended).code, entries().at(-1)?.event]).toEqual([cut, -1, "call begins"]);
    }
    expect(Object.values(world.memory.mfaDevices)).toMatchObject([{ serialNumber: serial }]);
    expect((await run(["alice"], { yes: true })).code).toBe(0);
    expect([calls(), results()]).toEqual([
      ["iam:DeleteAccessKey", "iam:DeactivateMFADevice", "iam:DeleteVirtualMFADevice"],
      ["done"],
    ]);
    expect(world.memory.mfaDevices).toEqual({});
    expect((await runCommand(verify, { cwd, env: world.env, today: new Date() }, ["--log"])).code).toBe(0);
  } finally {
    await gate.close();
  }
}, 120_000);

test("fails when the log was changed: nothing is removed that it would not tell", async () => {
  const { userId, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  world.sandbox.setFaults({ deny: ["iam:DeleteAccessKey"] });
  await run(["alice"], { yes: true });
  world.sandbox.setFaults({});
  const file = join(cwd, "roster-audit.jsonl");
  writeFileSync(file, readFileSync(file, "utf8").split("\n").slice(1).join("\n"));
  const before = JSON.stringify(world.memory.users.alice);
  await expect(run(["alice"], { yes: true })).rejects.toThrow(
    `the audit log ${file} was changed after it was written:`,
  );
  expect(JSON.stringify(world.memory.users.alice)).toBe(before);
});

test("run again, it finds nothing and calls nothing", async () => {
  const { userId, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  await run(["alice"], { yes: true });
  const before = entries().length;
  expect((await run(["alice"], { yes: true })).out).toBe(
    "alice: nothing is left over (1 managed resource left to Terraform)\n",
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

test("fails when a federated session of the user would sweep it", async () => {
  const userId = await makeUser(world, "alice");
  const caller = { accountId: "123456789012", arn: "arn:aws:sts::123456789012:federated-user/alice" };
  const removal = planPeople({ deleted: [userThing("alice", userId)] });
  await expect(selectLeftovers(world.admin, removal, "alice", caller)).rejects.toThrow(
    `alice is who runs this (${caller.arn}): nobody removes their own credentials; use another identity`,
  );
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
    "roster: could not check everything, so nothing is removed:\n   SSH public keys of alice: allow iam:ListSSHPublicKeys\n",
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

test.each(inOrder)(
  "AccessDenied at %s: what is before it is gone, what is after it is there, and the next run removes the rest",
  async (denied) => {
    const { userId, managed } = await contractor();
    plan({ deleted: [userThing("alice", userId), managed] });
    world.sandbox.setFaults({ deny: [denied] });
    const at = inOrder.indexOf(denied);
    expect((await run(["alice"], { yes: true })).code).toBe(3);
    expect([calls(), results()]).toEqual([
      inOrder.slice(0, at + 1),
      [...inOrder.slice(0, at).map(() => "done"), expect.stringMatching(/^AccessDenied: /)],
    ]);
    world.sandbox.setFaults({});
    expect((await run(["alice"], { yes: true })).code).toBe(0);
    expect(calls().slice(at + 1)).toEqual(inOrder.slice(at));
    expect((await run(["alice"])).out).toBe("alice: nothing is left over (1 managed resource left to Terraform)\n");
  },
);

test("a device whose name says nothing is found again after a cut between deactivating and deleting it", async () => {
  const userId = await makeUser(world, "alice");
  const serial = await makeDevice(world, "grey-yubikey", "alice");
  plan({ deleted: [userThing("alice", userId)] });
  world.sandbox.setFaults({ deny: ["iam:DeleteVirtualMFADevice"] });
  expect((await run(["alice"], { yes: true })).code).toBe(3);
  world.sandbox.setFaults({});
  expect((await run(["alice"])).out).toContain(`alice: 1 leftover\n  MFA device ${serial}, not assigned\n`);
  expect((await run(["alice"], { yes: true })).code).toBe(0);
  expect(Object.keys(world.memory.mfaDevices)).toEqual([]);
});

test("lost answers and a busy account lose nothing", async () => {
  const { userId, managed } = await contractor();
  plan({ deleted: [userThing("alice", userId), managed] });
  const lost = Object.fromEntries(inOrder.map((action) => [action.slice("iam:".length), 1]));
  world.sandbox.setFaults({ throttle: 0.1, lostResponse: lost });
  const { code, err } = await withBriefWaits(() => run(["alice"], { yes: true }));
  expect([code, err.split("\n").filter((line) => line.startsWith("roster:"))]).toEqual([0, []]);
  // The first request took effect and its answer was lost; the second was told that it is gone. Taking a user out of a group is no error twice.
  expect(results()).toEqual([...inOrder.slice(0, -1).map(() => "was gone"), "done"]);
  world.sandbox.setFaults({});
  expect((await run(["alice"])).out).toBe("alice: nothing is left over (1 managed resource left to Terraform)\n");
});

test("fails when AWS says NoSuchEntity of what it still lists", async () => {
  const userId = await makeUser(world, "alice");
  const { AccessKey } = await world.admin.call("iam:CreateAccessKey", { UserName: "alice" });
  const removal = planPeople({ deleted: [userThing("alice", userId)] });
  const caller = await callerOf(world.admin);
  const selection = await selectLeftovers(world.admin, removal, "alice", caller);
  const call: LiveAccount["call"] = async (action, input) => {
    if (action === "iam:DeleteAccessKey") throw new CallFailed(action, "NoSuchEntity", "not seen yet");
    return world.admin.call(action, input);
  };
  const log = AuditLog.open(join(testdir({}), "audit.jsonl"));
  const told: string[] = [];
  const onRemoved = (_user: string, _what: string, how: string) => told.push(how);
  const swept = sweepLeftovers({ ...world.admin, call }, selection, { caller, planSha256: "0", log, onRemoved });
  await expect(swept).rejects.toThrow(
    new RegExp(
      `^AWS said NoSuchEntity, and still lists access key ${AccessKey?.AccessKeyId} .* of alice: run the same command again$`,
    ),
  );
  expect(told).toEqual(["was gone"]);
  log.close();
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
  const check = () => runCommand(verify, { cwd, env: world.env, today: new Date() }, ["--log"]);
  expect(await check()).toMatchObject({
    code: 0,
    out: `${join(cwd, "roster-audit.jsonl")}: 20 entries, all intact\n`,
  });
});
