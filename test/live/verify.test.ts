import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { preflight } from "../../src/cli/commands/preflight";
import { verify } from "../../src/cli/commands/verify";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { makeDevice, makeUser, openWorld, type World } from "./people";
import { planJson, type Thing, userThing } from "./plans";

let world: World;
let cwd: string;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const phone = "arn:aws:iam::123456789012:mfa/alice-phone";
const belongings: Thing[] = [
  {
    type: "aws_iam_virtual_mfa_device",
    address: "aws_iam_virtual_mfa_device.alice--phone",
    values: { arn: phone, user_name: "alice" },
  },
  {
    type: "aws_iam_user_group_membership",
    address: "aws_iam_user_group_membership.alice",
    values: { user: "alice", groups: ["staff"] },
  },
];

function plan(userId = "AIDAALICE"): void {
  cwd = testdir({ "plan.json": planJson({ deleted: [userThing("alice", userId), ...belongings] }) });
}

const run = (values: Record<string, string | boolean> = {}) =>
  runCommand(verify, { cwd, env: world.env, today: new Date() }, [
    "plan.json",
    ...optionWords({ patience: "0", ...values }),
  ]);

test("everybody is gone: the proof says what was looked for, and goes into the log", async () => {
  plan();
  await world.admin.call("iam:CreateGroup", { GroupName: "staff" });
  writeFileSync(
    join(cwd, "state.json"),
    JSON.stringify({ values: { root_module: { resources: [{ address: "aws_iam_user.bob" }] } } }),
  );
  expect(await run({ state: "state.json" })).toMatchObject({
    code: 0,
    out: [
      "alice (AIDAALICE): gone",
      "  the user: NoSuchEntity",
      "  virtual MFA devices: none is left",
      "  the group staff: no member",
      "  the Terraform state: no entry",
      "",
    ].join("\n"),
  });
  const [entry] = readFileSync(join(cwd, "roster-audit.jsonl"), "utf8").split("\n");
  expect(JSON.parse(entry ?? "")).toMatchObject({
    event: "removal",
    accountId: "123456789012",
    user: "alice",
    userId: "AIDAALICE",
    arn: "arn:aws:iam::123456789012:user/alice",
    held: [`MFA device ${phone}`, "group staff"],
    planSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    runner: expect.stringContaining("SandboxAdministrator"),
    result: "gone",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    previous: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test("fails when the device that Terraform reported destroyed is still there", async () => {
  plan();
  await makeDevice(world, "alice-phone");
  expect(await run()).toMatchObject({
    code: 3,
    out: [
      "alice (AIDAALICE): not gone",
      "  the user: NoSuchEntity",
      `  virtual MFA devices: left over: ${phone}`,
      "  the group staff: the group is gone too",
      "  the Terraform state: not looked at",
      `  next: aws iam delete-virtual-mfa-device --serial-number ${phone}; then the same command again`,
      "",
    ].join("\n"),
  });
});

test("fails when the user is still there, or is left in the state", async () => {
  const userId = await makeUser(world, "alice");
  plan(userId);
  writeFileSync(
    join(cwd, "state.json"),
    JSON.stringify({ values: { root_module: { resources: [{ address: "aws_iam_access_key.alice--laptop" }] } } }),
  );
  const still = await run({ state: "state.json" });
  expect([still.code, still.out.split("\n").slice(1, 2)]).toEqual([3, ["  the user: it is still there"]]);
  expect(still.out).toContain("  the Terraform state: entries are left: aws_iam_access_key.alice--laptop\n");
  expect(still.out).toContain("  next: roster deploy: the state still has the user, and the deploy removes it\n");
  writeFileSync(join(cwd, "state.json"), "{}");
  expect((await run({ state: "state.json" })).out).toContain(
    "  next: roster adopt --mend, which takes the user back into the state; then roster deploy\n",
  );
});

test("who has the name and another id is somebody else: the one who left is gone, and the proof says so", async () => {
  const other = await makeUser(world, "alice");
  await world.admin.call("iam:CreateGroup", { GroupName: "staff" });
  await world.admin.call("iam:AddUserToGroup", { GroupName: "staff", UserName: "alice" });
  await makeDevice(world, "alice-phone", "alice");
  plan("AIDAGONE");
  const resources = [
    {
      address: "aws_iam_user.alice",
      mode: "managed",
      type: "aws_iam_user",
      values: { name: "alice", unique_id: other },
    },
  ];
  writeFileSync(join(cwd, "state.json"), JSON.stringify({ values: { root_module: { resources } } }));
  expect(await run({ state: "state.json" })).toMatchObject({
    code: 0,
    out: `alice (AIDAGONE): gone
  the user: it is gone: the name is ${other}'s now, another user
  virtual MFA devices: none is left
  the group staff: no member
  the Terraform state: no entry: aws_iam_user.alice is ${other} now, another user
`,
  });
});

test("fails when the one who was to leave has another name now, whoever has the old one", async () => {
  plan(await makeUser(world, "alice"));
  await world.admin.call("iam:UpdateUser", { UserName: "alice", NewUserName: "Alicia" });
  const renamed = await run();
  expect([renamed.code, renamed.out.split("\n")[1]]).toEqual([
    3,
    "  the user: it is still there, under another name: Alicia",
  ]);
  await makeUser(world, "alice");
  expect((await run()).out.split("\n")[1]).toBe("  the user: it is still there, under another name: Alicia");
});

test("fails when somebody else has the name, and a device of the one who left is still there", async () => {
  await makeUser(world, "alice");
  await makeDevice(world, "alice-phone");
  plan("AIDAGONE");
  expect((await run()).out).toContain(`  virtual MFA devices: left over: ${phone}\n`);
});

test("fails when the user is still a member of a group", async () => {
  plan(await makeUser(world, "alice"));
  await world.admin.call("iam:CreateGroup", { GroupName: "staff" });
  await world.admin.call("iam:AddUserToGroup", { GroupName: "staff", UserName: "alice" });
  const { code, out } = await run();
  expect([code, out]).toEqual([3, expect.stringContaining("  the group staff: it is still a member\n")]);
});

test.each(["iam:GetUser", "iam:ListUsers", "iam:GetGroup", "iam:ListVirtualMFADevices"])(
  "fails when %s is denied: that is no proof",
  async (denied) => {
    plan();
    await world.admin.call("iam:CreateGroup", { GroupName: "staff" });
    world.sandbox.setFaults({ deny: [denied] });
    const { code, out } = await run();
    expect([code, out]).toEqual([3, expect.stringContaining(`could not check: allow ${denied}\n`)]);
    expect(out).toContain("alice (AIDAALICE): could not check\n");
  },
);

test("what is left when patience ends is not gone, and the log says so", async () => {
  plan(await makeUser(world, "alice"));
  expect((await run({ patience: "1" })).code).toBe(3);
  const [entry] = readFileSync(join(cwd, "roster-audit.jsonl"), "utf8").split("\n");
  expect(JSON.parse(entry ?? "")).toMatchObject({
    result: "not gone",
    checks: expect.arrayContaining([{ what: "the user", result: "it is still there" }]),
  });
});

test("waits until AWS has forgotten", async () => {
  const userId = await makeUser(world, "alice");
  plan(userId);
  setTimeout(() => void world.admin.call("iam:DeleteUser", { UserName: "alice" }), 500);
  expect((await run({ patience: "20" })).code).toBe(0);
});

test("what the leavers held comes from the preflight of this very plan", async () => {
  plan();
  const asked = await runCommand(preflight, { cwd, env: world.env, today: new Date() }, [
    "plan.json",
    "--out",
    "preflight.json",
  ]);
  expect(asked.code).toBe(0);
  const report = JSON.parse(readFileSync(join(cwd, "preflight.json"), "utf8"));
  report.leavers[0].held = [{ kind: "accessKey", id: "AKIABYHAND", status: "Active" }];
  writeFileSync(join(cwd, "preflight.json"), JSON.stringify(report));
  const { out } = await run({ preflight: "preflight.json", json: true });
  expect(JSON.parse(out).removals[0].held).toEqual(["access key AKIABYHAND (Active)"]);
  writeFileSync(join(cwd, "preflight.json"), JSON.stringify({ ...report, planSha256: "ab12" }));
  await expect(run({ preflight: "preflight.json" })).rejects.toThrow(
    /^preflight\.json is about another plan \(SHA-256 ab12, this one is [0-9a-f]{64}\): ask again with roster preflight$/,
  );
});

test("fails when somebody has such a device: it has to be deactivated first", async () => {
  const userId = await makeUser(world, "alice");
  await makeDevice(world, "alice-phone", "alice");
  cwd = testdir({ "plan.json": planJson({ kept: [userThing("alice", userId)], deleted: belongings.slice(0, 1) }) });
  expect((await run()).out).toContain(
    `  next: aws iam deactivate-mfa-device --user-name alice --serial-number ${phone}; aws iam delete-virtual-mfa-device --serial-number ${phone}; then the same command again\n`,
  );
});

test("fails when a device that somebody gave back is still there, and its owner stays", async () => {
  const userId = await makeUser(world, "alice");
  await makeDevice(world, "alice-phone");
  cwd = testdir({ "plan.json": planJson({ kept: [userThing("alice", userId)], deleted: belongings.slice(0, 1) }) });
  expect(await run()).toMatchObject({
    code: 3,
    out: [
      "alice: not gone",
      `  the virtual MFA device: left over: ${phone}`,
      `  next: aws iam delete-virtual-mfa-device --serial-number ${phone}; then the same command again`,
      "",
    ].join("\n"),
  });
});
