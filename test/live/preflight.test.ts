import { readFileSync } from "node:fs";
import { join } from "node:path";
import { preflight as command } from "../../src/cli/commands/preflight";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { withBriefWaits } from "./brief-waits";
import { giveEverything, makeDevice, makeUser, openWorld, type World } from "./people";
import { type PlanParts, planJson, userThing } from "./plans";
import { askPreflight, TODAY, words } from "./preflight-run";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const ask = (parts: PlanParts, values: Record<string, string | boolean | string[]> = {}) =>
  askPreflight(world, parts, values);

test("all nine kinds are left over by name, and what the state manages is not", async () => {
  const userId = await makeUser(world, "alice");
  const has = await giveEverything(world, "alice");
  const managedKey =
    (await world.admin.call("iam:CreateAccessKey", { UserName: "alice" })).AccessKey?.AccessKeyId ?? "";
  const { code, report, out } = await ask({
    deleted: [
      userThing("alice", userId),
      {
        type: "aws_iam_access_key",
        address: "aws_iam_access_key.alice--laptop",
        values: { user: "alice", id: managedKey },
      },
    ],
  });
  expect(code).toBe(3);
  const today = TODAY.toISOString().slice(0, 10);
  const blocks = "which Terraform does not manage: the deletion would fail with DeleteConflict";
  expect(words(report)).toEqual([
    `error leftover alice: alice holds MFA device ${has.device} (since ${today}), ${blocks}`,
    `error leftover alice: alice holds SSH public key ${has.ssh} (Active, since ${today}), ${blocks}`,
    `error leftover alice: alice holds a password (since ${today}), ${blocks}`,
    `error leftover alice: alice holds access key ${has.accessKey} (Active, since ${today}), ${blocks}`,
    `error leftover alice: alice holds inline policy push, ${blocks}`,
    `error leftover alice: alice holds managed policy ${has.policyArn}, ${blocks}`,
    `error leftover alice: alice holds service-specific credential ${has.credential} (codecommit.amazonaws.com, Active, since ${today}), ${blocks}`,
    `error leftover alice: alice holds signing certificate ${has.certificate} (Active, since ${today}), ${blocks}`,
    "warning leftover-forced alice: alice is in the group alice-friends, which Terraform does not manage",
  ]);
  expect(report.leavers[0]?.held).toHaveLength(10);
  for (const secret of has.secrets) expect(out).not.toContain(secret);
});

describe("devices that the removal leaves behind", () => {
  test("a device that was deactivated by hand, while the state says that alice has it", async () => {
    const userId = await makeUser(world, "alice");
    const arn = await makeDevice(world, "alice-phone");
    const { report } = await ask({
      deleted: [
        userThing("alice", userId),
        {
          type: "aws_iam_virtual_mfa_device",
          address: "aws_iam_virtual_mfa_device.alice--phone",
          values: { arn, user_name: "alice" },
        },
      ],
    });
    expect(words(report)).toEqual([
      `error mfa-device-deactivated alice: the MFA device ${arn} was deactivated by hand, and the state still says that alice has it: Terraform would report it destroyed and leave it in the account`,
    ]);
    expect(report.findings[0]).toMatchObject({ deactivatedDevice: "alice-phone" });
  });

  test("a device that was made and never enabled, and that the state has: Terraform deletes it", async () => {
    const userId = await makeUser(world, "alice");
    const arn = await makeDevice(world, "alice-phone");
    const { code, report } = await ask({
      deleted: [
        userThing("alice", userId),
        {
          type: "aws_iam_virtual_mfa_device",
          address: "aws_iam_virtual_mfa_device.alice--phone",
          values: { arn, user_name: "" },
        },
      ],
    });
    expect([code, report.findings]).toEqual([0, []]);
  });

  test("an abandoned device of that name, and not the one of alice-b", async () => {
    const userId = await makeUser(world, "alice");
    const abandoned = await makeDevice(world, "alice");
    await makeDevice(world, "alice-b-phone");
    const { code, report } = await ask({
      deleted: [userThing("alice", userId)],
      kept: [userThing("alice-b", "AIDAB")],
    });
    expect([code, words(report)]).toEqual([
      0,
      [
        `warning mfa-device-abandoned alice: the MFA device ${abandoned} is named after alice, it is not assigned and Terraform does not manage it: it outlives alice and blocks its name`,
      ],
    ]);
  });
});

test("fails when a device is taken from somebody who stays, and was deactivated by hand", async () => {
  const userId = await makeUser(world, "alice");
  const arn = await makeDevice(world, "alice-phone");
  const values = { arn, user_name: "alice" };
  const { code, report } = await ask({
    kept: [userThing("alice", userId)],
    deleted: [{ type: "aws_iam_virtual_mfa_device", address: "aws_iam_virtual_mfa_device.alice--phone", values }],
  });
  expect([code, report.findings.map(({ id, fix }) => [id, fix])]).toEqual([
    3,
    [
      [
        "mfa-device-deactivated",
        `Delete it first: aws iam delete-virtual-mfa-device --serial-number ${arn}; the destroy then has nothing to do.`,
      ],
    ],
  ]);
});

describe("forceDestroy", () => {
  test("in the state, it removes what is left over: a warning", async () => {
    const userId = await makeUser(world, "alice");
    const { AccessKey } = await world.admin.call("iam:CreateAccessKey", { UserName: "alice" });
    const { code, report } = await ask({ deleted: [userThing("alice", userId, { force_destroy: true })] });
    expect([code, report.findings.map(({ id, leftover }) => [id, leftover?.id])]).toEqual([
      0,
      [["leftover-forced", AccessKey?.AccessKeyId]],
    ]);
  });
});

describe("KMS keys", () => {
  const arn = (name: string) => `arn:aws:iam::123456789012:user/${name}`;
  const root = "arn:aws:iam::123456789012:root";
  const allow = (principal: string, action: string | string[], condition?: object) => ({
    Effect: "Allow",
    Principal: { AWS: principal },
    Action: action,
    Resource: "*",
    ...(condition === undefined ? {} : { Condition: condition }),
  });

  async function key(...statements: object[]): Promise<string> {
    const made = await world.admin.call("kms:CreateKey", {
      Policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
    });
    return made.KeyMetadata?.Arn ?? "";
  }

  async function findings(...leavers: string[]): Promise<string[]> {
    const deleted = [];
    for (const name of leavers) {
      const there = world.memory.users[name];
      deleted.push(userThing(name, there?.userId ?? (await makeUser(world, name))));
    }
    return (await ask({ deleted })).report.findings.map(
      ({ severity, id, user, message }) =>
        `${severity} ${id} ${user} ${message.match(/arn:aws:kms:[^ ]*key\/[0-9a-f-]+/)?.[0]}`,
    );
  }

  test("fails when alice is the only one who may change and use the key", async () => {
    const payroll = await key(allow(arn("alice"), "kms:*"));
    expect(await findings("alice")).toEqual([
      `error kms-sole-administrator alice ${payroll}`,
      `error kms-sole-user alice ${payroll}`,
    ]);
  });

  test("fails when only alice may decrypt, and others may administer", async () => {
    const payroll = await key(
      allow(root, ["kms:Put*", "kms:Describe*"]),
      allow(arn("alice"), ["kms:Decrypt", "kms:Encrypt"]),
    );
    expect(await findings("alice")).toEqual([`error kms-sole-user alice ${payroll}`]);
  });

  test("warns when others may do the same", async () => {
    const payroll = await key(allow(root, "kms:*"), allow(arn("alice"), "kms:Decrypt"));
    expect(await findings("alice")).toEqual([`warning kms-key-names-leaver alice ${payroll}`]);
  });

  test("fails when two people share a key and both leave", async () => {
    const payroll = await key(
      allow(root, "kms:PutKeyPolicy"),
      allow(arn("alice"), "kms:Decrypt"),
      allow(arn("bob"), "kms:Decrypt"),
    );
    expect(await findings("alice", "bob")).toEqual([
      `error kms-sole-user alice ${payroll}`,
      `error kms-sole-user bob ${payroll}`,
    ]);
    expect(await findings("alice")).toEqual([`warning kms-key-names-leaver alice ${payroll}`]);
  });

  test("fails when the other principal is a user that was deleted, of whom AWS shows the unique id", async () => {
    const payroll = await key(
      allow(root, "kms:PutKeyPolicy"),
      allow("AIDAGONELONGAGO12345", "kms:Decrypt"),
      allow(arn("alice"), "kms:Decrypt"),
    );
    expect(await findings("alice")).toEqual([`error kms-sole-user alice ${payroll}`]);
  });

  test("finds the user by unique id, by name in a condition, and behind a Deny that exempts it alone", async () => {
    const userId = await makeUser(world, "alice");
    const byId = await key(
      allow(root, "kms:PutKeyPolicy"),
      allow("*", "kms:Decrypt", { StringEquals: { "aws:userid": userId } }),
    );
    const byName = await key(
      allow(root, "kms:*"),
      allow(root, "kms:Decrypt", { StringEquals: { "aws:username": "alice" } }),
    );
    const exempt = await key(allow(root, "kms:*"), {
      Effect: "Deny",
      Principal: "*",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": arn("alice") } },
    });
    expect((await findings("alice")).sort()).toEqual(
      [
        `error kms-sole-user alice ${byId}`,
        `error kms-sole-user alice ${exempt}`,
        `warning kms-key-names-leaver alice ${byName}`,
      ].sort(),
    );
  });

  test("a grant names the user", async () => {
    await makeUser(world, "alice");
    const shared = await key(allow(root, "kms:*"));
    await world.admin.call("kms:CreateGrant", {
      KeyId: shared,
      GranteePrincipal: arn("alice"),
      Operations: ["Decrypt"],
    });
    expect(await findings("alice")).toEqual([`warning kms-key-names-leaver alice ${shared}`]);
  });

  test("fails when a grant is all there is to decrypt with, and its grantee leaves", async () => {
    await makeUser(world, "alice");
    const shared = await key(allow(root, "kms:PutKeyPolicy"));
    await world.admin.call("kms:CreateGrant", {
      KeyId: shared,
      GranteePrincipal: arn("alice"),
      Operations: ["Decrypt"],
    });
    expect(await findings("alice")).toEqual([`error kms-sole-user alice ${shared}`]);
    await world.admin.call("kms:CreateGrant", { KeyId: shared, GranteePrincipal: arn("bob"), Operations: ["Decrypt"] });
    expect(await findings("alice")).toEqual([`warning kms-key-names-leaver alice ${shared}`]);
  });

  test("a grant that only she may retire names her as well", async () => {
    await makeUser(world, "alice");
    const shared = await key(allow(root, "kms:*"));
    const who = { GranteePrincipal: arn("bob"), RetiringPrincipal: arn("alice") };
    await world.admin.call("kms:CreateGrant", { KeyId: shared, ...who, Operations: ["Decrypt"] });
    expect(await findings("alice")).toEqual([`warning kms-key-names-leaver alice ${shared}`]);
  });

  test.each([
    ["another condition narrows it", { Principal: "*", more: { Bool: { "aws:SecureTransport": "false" } } }],
    ["it denies one person alone", { Principal: { AWS: arn("bob") }, more: {} }],
  ])("warns where a Deny exempts her and %s", async (_why, { Principal, more }) => {
    await makeUser(world, "alice");
    const Condition = { ArnNotEquals: { "aws:PrincipalArn": arn("alice") }, ...more };
    const Deny = { Effect: "Deny", Principal, Action: "kms:*", Resource: "*", Condition };
    const shared = await key(allow(root, "kms:*"), Deny);
    expect(await findings("alice")).toEqual([`warning kms-key-names-leaver alice ${shared}`]);
  });

  test("fails when a Deny to all but her covers the key policy, and says who can still help", async () => {
    const userId = await makeUser(world, "alice");
    const Deny = { Effect: "Deny", NotPrincipal: { AWS: arn("alice") }, Action: "kms:*", Resource: "*" };
    const payroll = await key(allow(root, "kms:*"), Deny);
    await world.admin.call("kms:CreateAlias", { AliasName: "alias/payroll", TargetKeyId: payroll });
    const { code, report } = await ask({ deleted: [userThing("alice", userId)] });
    expect([code, ...words(report), ...report.findings.map(({ fix }) => fix)]).toEqual([
      3,
      `error kms-sole-administrator alice: NOBODY ELSE MAY CHANGE THE KEY POLICY of alias/payroll (${payroll}): without alice the key cannot be managed by anybody, and only AWS Support can help`,
      `error kms-sole-user alice: NOBODY ELSE MAY DECRYPT with alias/payroll (${payroll}): without alice the data under it is lost until its key policy names somebody else`,
      "Before the removal, as alice: add the account's root or another administrator to the key policy (aws kms put-key-policy).",
      "Name whoever takes over the data in the key policy (aws kms put-key-policy) or with a grant, then plan again.",
    ]);
  });

  test("does not report a key of AWS's own: nobody can edit its policy", async () => {
    await makeUser(world, "alice");
    const own = await key(allow(arn("alice"), "kms:*"));
    const there = Object.values(world.memory.kmsKeys)[0];
    there?.aliases.push("alias/aws/s3");
    expect(await findings("alice")).toEqual([]);
    there?.aliases.pop();
    expect((await findings("alice"))[0]).toBe(`error kms-sole-administrator alice ${own}`);
  });

  test("a key of another region is found where --region names it, and nowhere else", async () => {
    const userId = await makeUser(world, "alice");
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [allow(arn("alice"), "kms:*")] });
    const { KeyMetadata } = await world.admin.call("kms:CreateKey", { Policy }, { region: "eu-west-1" });
    const deleted = [userThing("alice", userId)];
    expect((await ask({ deleted })).report.findings).toEqual([]);
    const { code, report } = await ask({ deleted }, { region: ["us-east-1", "eu-west-1"] });
    expect([code, report.regions, report.findings.map(({ id }) => id)]).toEqual([
      3,
      ["us-east-1", "eu-west-1"],
      ["kms-sole-administrator", "kms-sole-user"],
    ]);
    expect(report.findings[0]?.message).toContain(KeyMetadata?.Arn ?? "no key");
  });

  test("fails when a key policy may not be read: the data of that key may be what is lost", async () => {
    await makeUser(world, "alice");
    await key(allow(arn("alice"), "kms:*"));
    world.sandbox.setFaults({ deny: ["kms:GetKeyPolicy"] });
    const { code, report } = await ask({ deleted: [userThing("alice", world.memory.users.alice?.userId ?? "")] });
    expect([code, report.findings.map(({ severity, id, permission }) => [severity, id, permission])]).toEqual([
      3,
      [["error", "could-not-look", "kms:GetKeyPolicy"]],
    ]);
  });
});

test("trust policies and policies that go on naming the user", async () => {
  const userId = await makeUser(world, "alice");
  const arn = "arn:aws:iam::123456789012:user/alice";
  const statement = { Effect: "Allow", Principal: { AWS: arn }, Action: "sts:AssumeRole" };
  await world.admin.call("iam:CreateRole", {
    RoleName: "deploy",
    AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  });
  const document = (Condition: object) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*", Condition }],
    });
  await world.admin.call("iam:CreatePolicy", {
    PolicyName: "shared",
    PolicyDocument: document({ StringEquals: { "aws:username": "alice" } }),
  });
  await world.admin.call("iam:CreatePolicy", {
    PolicyName: "other",
    PolicyDocument: document({ StringEquals: { "aws:username": "alicia" } }),
  });
  const { code, report } = await ask({ deleted: [userThing("alice", userId)] });
  expect([code, words(report)]).toEqual([
    0,
    [
      "warning trust-policy-names-leaver alice: the trust policy of role deploy names alice as principal",
      "warning policy-names-leaver alice: the policy shared names alice in a condition on aws:username",
    ],
  ]);
});

describe("last use", () => {
  const day = (daysAgo: number) => new Date(TODAY.getTime() - daysAgo * 86_400_000).toISOString();

  async function jobOfAlice(daysAgo: number): Promise<{ userId: string; keyId: string }> {
    const userId = await makeUser(world, "alice");
    const keyId = (await world.admin.call("iam:CreateAccessKey", { UserName: "alice" })).AccessKey?.AccessKeyId ?? "";
    const key = world.memory.users.alice?.accessKeys[0];
    if (key !== undefined) key.lastUsed = { date: day(daysAgo), region: "us-east-1", serviceName: "s3" };
    return { userId, keyId };
  }
  const managed = (id: string) => ({
    type: "aws_iam_access_key",
    address: "aws_iam_access_key.alice--ci",
    values: { user: "alice", id },
  });

  test("a nightly job still ran yesterday, and CloudTrail says what it did", async () => {
    const { userId, keyId } = await jobOfAlice(1);
    world.memory.events.push({
      eventId: "1",
      eventName: "PutBucketPolicy",
      eventSource: "s3.amazonaws.com",
      eventTime: day(1),
      username: "alice",
      readOnly: false,
      resources: [],
    });
    const { code, report } = await ask({ deleted: [userThing("alice", userId), managed(keyId)] });
    const yesterday = day(1).slice(0, 10);
    expect([code, words(report)]).toEqual([
      0,
      [
        `warning recently-used alice: alice was still in use yesterday: access key ${keyId} for s3 on ${yesterday}, s3:PutBucketPolicy in us-east-1 on ${yesterday}`,
      ],
    ]);
    expect(report.leavers[0]?.lastUse).toMatchObject({
      accessKeys: [{ id: keyId, service: "s3", region: "us-east-1" }],
      events: [{ name: "PutBucketPolicy" }],
    });
  });

  test("fails when somebody was suspended and is seen all the same", async () => {
    const { userId, keyId } = await jobOfAlice(1);
    const tags = { "roster:suspended": `HR-77 since ${day(14).slice(0, 10)}` };
    const { code, report } = await ask({ deleted: [userThing("alice", userId, { tags }), managed(keyId)] });
    expect([code, words(report)]).toEqual([
      3,
      [
        `error suspended-credential-used alice: alice is suspended since ${day(14).slice(0, 10)}, and was seen after that: access key ${keyId} for s3 on ${day(1).slice(0, 10)}`,
      ],
    ]);
  });

  test("of a user that stays suspended, the credential report tells", async () => {
    const { userId } = await jobOfAlice(1);
    const tags = { "roster:suspended": `HR-77 since ${day(14).slice(0, 10)}` };
    const { code, report } = await ask({ kept: [userThing("alice", userId, { tags })] });
    expect([code, words(report)]).toEqual([
      0,
      [
        `warning suspended-credential-used alice: alice is suspended since ${day(14).slice(0, 10)}, and was seen after that: access key 1 for s3 on ${day(1).slice(0, 10)}`,
      ],
    ]);
  });

  test("a user who was not seen for a month is not remarked upon", async () => {
    const { userId, keyId } = await jobOfAlice(40);
    expect((await ask({ deleted: [userThing("alice", userId), managed(keyId)] })).report.findings).toEqual([]);
  });
});

describe("joiners", () => {
  const carol = { ...userThing("carol", ""), values: { name: "Carol" } };

  test("fails when names are taken, before the apply could", async () => {
    await makeUser(world, "carol");
    await makeDevice(world, "carol-phone");
    await world.admin.call("iam:CreateGroup", { GroupName: "developers" });
    const { code, report } = await ask({
      created: [
        carol,
        {
          type: "aws_iam_virtual_mfa_device",
          address: "aws_iam_virtual_mfa_device.carol--phone",
          values: { virtual_mfa_device_name: "carol-phone", path: "/" },
        },
        { type: "aws_iam_group", address: "aws_iam_group.developers", values: { name: "developers" } },
      ],
    });
    expect([code, words(report)]).toEqual([
      3,
      [
        "error mfa-name-taken -: there is an MFA device arn:aws:iam::123456789012:mfa/carol-phone already, and nobody has it: somebody started to enrol it and stopped; the apply would fail with EntityAlreadyExists",
        "error group-exists -: there is a group developers in the account already: the apply would fail with EntityAlreadyExists",
        "error name-taken Carol: there is a user Carol in the account already (as carol: IAM does not distinguish case): the apply would fail with EntityAlreadyExists",
      ],
    ]);
  });

  test("does not report what is free", async () => {
    expect((await ask({ created: [carol] })).report.findings).toEqual([]);
  });

  test("fails when a third access key would be one too many, since somebody made one by hand", async () => {
    const userId = await makeUser(world, "bot");
    for (const _ of [1, 2]) await world.admin.call("iam:CreateAccessKey", { UserName: "bot" });
    const { code, report } = await ask({
      kept: [userThing("bot", userId)],
      created: [{ type: "aws_iam_access_key", address: "aws_iam_access_key.bot--b", values: { user: "bot" } }],
    });
    expect([code, report.findings.map(({ id, user }) => [id, user])]).toEqual([3, [["quota-exceeded", "bot"]]]);
  });
});

describe("which account, and how much of it", () => {
  test("fails when the account is another one than the plan's", async () => {
    await expect(ask({ accountId: "999999999999" })).rejects.toThrow(
      "the plan is for the account 999999999999, and these credentials are of 123456789012",
    );
  });

  test("a plan that removes and adds nobody asks for nothing but who asks, and how the account is called", async () => {
    const { report } = await ask({});
    const calls = { "iam:ListAccountAliases": 1, "sts:GetCallerIdentity": 1 };
    expect([report.findings, report.notLookedAt, report.calls]).toEqual([[], [], calls]);
    expect(report).not.toHaveProperty("accountAlias");
  });

  test("says how people call the account; whoever may not ask misses only that", async () => {
    await world.admin.call("iam:CreateAccountAlias", { AccountAlias: "acme-prod" });
    expect((await ask({})).report.accountAlias).toBe("acme-prod");
    world.sandbox.setFaults({ deny: ["iam:ListAccountAliases"] });
    const { code, report } = await ask({});
    expect([code, report.findings, "accountAlias" in report]).toEqual([0, [], false]);
  });
});

test("nothing of a plan's secrets is printed, in either format", async () => {
  const userId = await makeUser(world, "alice");
  const secrets = {
    secret: "canary-secret",
    ses_smtp_password_v4: "canary-smtp",
    encrypted_secret: "canary-encrypted",
  };
  const parts: PlanParts = {
    deleted: [
      userThing("alice", userId),
      {
        type: "aws_iam_access_key",
        address: "aws_iam_access_key.alice--a",
        values: { user: "alice", id: "AKIAALICE", ...secrets },
      },
      {
        type: "aws_iam_virtual_mfa_device",
        address: "aws_iam_virtual_mfa_device.alice--phone",
        values: {
          arn: "arn:aws:iam::123456789012:mfa/alice-phone",
          base_32_string_seed: "canary-seed",
          qr_code_png: "canary-qr",
        },
      },
    ],
  };
  const cwd = testdir({ "plan.json": planJson(parts) });
  const text = await runCommand(command, { cwd, env: world.env, today: TODAY }, ["plan.json", "--out", "report.json"]);
  const said = text.out + text.err + readFileSync(join(cwd, "report.json"), "utf8");
  expect(said).not.toContain("canary");
  expect(text.out).toBe(
    [
      "account 123456789012, asked as arn:aws:sts::123456789012:assumed-role/SandboxAdministrator/sandbox",
      "KMS keys and CloudTrail asked in us-east-1",
      "leaving:",
      "  alice: holds 0 things, never seen",
      "",
      "not looked at:",
      "  KMS keys and CloudTrail events outside us-east-1 (--region, may be repeated)",
      "  resource policies of SQS queues, SNS topics, secrets, repositories, S3 access points and directory buckets (IAM Access Analyzer finds them)",
      "  policies of other accounts that name the user",
      "",
      "the account has nothing against this plan",
      "",
    ].join("\n"),
  );
});

test("sixty leavers on a busy account: every one is asked about, in 12 calls each and a few more", async () => {
  const people = await Promise.all(
    [...Array(60).keys()].map(async (n) => userThing(`person-${n}`, await makeUser(world, `person-${n}`))),
  );
  world.sandbox.setFaults({ throttle: 0.05 });
  const { report } = await withBriefWaits(() => ask({ deleted: people }));
  expect([report.findings, report.leavers.length]).toEqual([[], 60]);
  const calls = Object.values(report.calls).reduce((sum, count) => sum + count, 0);
  expect(calls).toBeLessThanOrEqual(60 * 12 + 10);
});
