import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ForgottenLeaver } from "../../src/adopt/forgotten-leaver";
import { finishImports } from "../../src/cli/deploy/finish-imports";
import { importsFile, readImports, readLeavers, writeImports, writeLeavers } from "../../src/cli/imports";
import { synthesize } from "../../src/cli/synthesize";
import { loadRoster } from "../../src/roster/index";
import { testdir } from "../testdir";
import { whole } from "../whole";

const alice: ForgottenLeaver = {
  key: "alice",
  name: "alice",
  userId: "AIDAALICE",
  imports: [
    { to: "aws_iam_user.alice", id: "alice" },
    { to: "aws_iam_user_login_profile.alice", id: "alice" },
    { to: "aws_iam_virtual_mfa_device.alice--phone", id: "arn:aws:iam::123456789012:mfa/alice-phone" },
    { to: "aws_iam_user_ssh_key.alice--k1", id: "alice:APKAK1:SSH" },
    { to: "aws_iam_user_policy.alice--push", id: "alice:push" },
    { to: "aws_iam_user_policy_attachment.alice--push", id: "alice/arn:aws:iam::123456789012:policy/push" },
    { to: "aws_iam_user_group_membership.alice", id: "alice/team" },
  ],
};
const erin = [{ to: "aws_iam_user.erin", id: "erin" }];
const leaving = ["aws_iam_policy.push", "aws_iam_group.team"];

async function stackOf(users: string, leavers?: readonly ForgottenLeaver[]) {
  const project = testdir({ "users.yaml": `version: 1\nusers: { ${users} }\n` });
  const roster = whole(await loadRoster(join(project, "users.yaml"), { today: new Date("2026-11-21") }));
  const returning = leavers === undefined ? {} : { returning: { leavers, leaving } };
  const [made] = synthesize([roster], { out: join(project, "out"), project, ...returning });
  return JSON.parse(readFileSync(join(made?.folder ?? "", "cdk.tf.json"), "utf8"));
}
const ERIN = "erin: { type: human, owner: erin@example.com }";

test("a stack that takes a leaver back says nothing of what the leaver holds but whose it is and what goes after it", async () => {
  const before = await stackOf(ERIN);
  const { resource, import: imports, ...rest } = await stackOf(ERIN, [alice]);
  expect({ ...rest, resource: before.resource }).toEqual({ ...before });
  expect(imports).toEqual(alice.imports);
  const own = (type: string) => resource[type];
  const lifecycle = { ignore_changes: "all" };
  const user = "aws_iam_user.alice";
  expect(own("aws_iam_user").alice).toEqual({ name: "alice", lifecycle });
  expect(own("aws_iam_user").erin).toEqual(before.resource.aws_iam_user.erin);
  expect(own("aws_iam_user_login_profile").alice).toEqual({ user: "alice", depends_on: [user], lifecycle });
  // The provider refuses to be told who has a device.
  expect(own("aws_iam_virtual_mfa_device")["alice--phone"]).toEqual({
    ...{ virtual_mfa_device_name: "-", depends_on: [user], lifecycle },
  });
  expect(own("aws_iam_user_ssh_key")["alice--k1"]).toEqual({
    ...{ username: "alice", encoding: "SSH", public_key: "-", depends_on: [user], lifecycle },
  });
  expect(own("aws_iam_user_policy")["alice--push"]).toEqual({
    ...{ user: "alice", name: "-", policy: "{}", depends_on: [user], lifecycle },
  });
  expect(own("aws_iam_user_policy_attachment")["alice--push"]).toEqual({
    ...{ user: "alice", policy_arn: "arn:aws:iam::aws:policy/AWSDenyAll", depends_on: [user, ...leaving], lifecycle },
  });
  expect(own("aws_iam_user_group_membership").alice).toEqual({
    ...{ user: "alice", groups: ["-"], depends_on: [user, ...leaving], lifecycle },
  });
  expect([own("aws_iam_policy").push, own("aws_iam_group").team]).toEqual([
    { policy: "{}", lifecycle },
    { name: "-", lifecycle },
  ]);
});

test("fails when the roster has the address again", async () => {
  await expect(stackOf("alice: { type: human, owner: a@example.com }", [alice])).rejects.toThrow(
    "aws_iam_user.alice is in the roster again: roster adopt --mend finds another place for the leaver",
  );
});

test("text that comes from outside stays text", async () => {
  const odd = { ...alice, imports: [{ to: "aws_iam_user.alice", id: `\${file("/etc/passwd")}` }] };
  const { import: imports } = await stackOf(ERIN, [odd]);
  expect(imports).toEqual([{ to: "aws_iam_user.alice", id: `$\${file("/etc/passwd")}` }]);
});

test("leavers are no imports of the stack: whoever only applies does not touch them", async () => {
  const project = testdir({ "users.yaml": `version: 1\nusers: { ${ERIN} }\n`, "cdktf.json": "{}" });
  const roster = whole(await loadRoster(join(project, "users.yaml"), { today: new Date("2026-11-21") }));
  writeLeavers(importsFile(project, roster.stack), [alice]);
  const [made] = synthesize([roster], { out: join(project, "out"), project });
  expect(JSON.parse(readFileSync(join(made?.folder ?? "", "cdk.tf.json"), "utf8")).import).toBeUndefined();
});

test("imports and leavers are in one file, and each is written without the other; the last one takes it away", async () => {
  const file = importsFile(testdir({}), "users");
  writeImports(file, erin);
  writeLeavers(file, [alice]);
  expect([readImports(file), readLeavers(file)]).toEqual([erin, [alice]]);
  writeImports(file, []);
  expect([readImports(file), readLeavers(file)]).toEqual([[], [alice]]);
  writeLeavers(file, []);
  expect(existsSync(file)).toBe(false);
});

test("what finishes the imports leaves the leavers", async () => {
  const project = testdir({ "cdk.tf.json": JSON.stringify({ import: erin }) });
  const file = importsFile(project, "users");
  writeLeavers(file, [alice]);
  const finish = () =>
    finishImports({
      ...{ project, stack: "users", folder: project },
      state: async () => ({ addresses: new Set(["aws_iam_user.erin"]), resources: [] }),
    });
  expect(await finish()).toBeUndefined();
  writeImports(file, erin);
  expect(await finish()).toBe(
    "1 import done (commit users.imports.json), and the next roster deploy adds the roster's tags\n",
  );
  expect(readLeavers(file)).toEqual([alice]);
});

test.each([
  ["a resource of somebody else", { ...alice, imports: [{ to: "aws_iam_user.erin", id: "erin" }] }],
  ["a thing of somebody else", { ...alice, imports: [{ to: "aws_iam_access_key.erin--a", id: "AKIA1" }] }],
  ["what no user holds", { ...alice, imports: [{ to: "aws_iam_role.alice", id: "alice" }] }],
  ["a module", { ...alice, imports: [{ to: "module.a.aws_iam_user.alice", id: "alice" }] }],
  ["no UserId", { ...alice, userId: undefined }],
  ["no imports", { ...alice, imports: "all" }],
])("fails when a leaver in the file has %s", (_what, leaver) => {
  const file = importsFile(testdir({}), "users");
  writeFileSync(file, JSON.stringify({ schemaVersion: 1, imports: [], leavers: [leaver] }));
  expect(() => readLeavers(file)).toThrow(
    "users.imports.json is not what roster adopt writes; restore it from git, or adopt again",
  );
});
