import { actionsOf } from "../../src/aws/permissions";
import { nameKey } from "../../src/sandbox/state";
import { giveEverything, makeDevice, makeUser, openWorld, type World } from "./people";
import { type Thing, userThing } from "./plans";
import { askPreflight, TODAY, words } from "./preflight-run";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const day = (daysAgo: number) => new Date(TODAY.getTime() - daysAgo * 86_400_000).toISOString();
const date = (daysAgo: number) => day(daysAgo).slice(0, 10);
const thing = (type: string, values: Record<string, unknown>): Thing => ({ type, address: `${type}.alice--x`, values });

describe("what a leaver holds", () => {
  test("does not report any of the nine kinds that the state manages", async () => {
    const userId = await makeUser(world, "alice");
    const has = await giveEverything(world, "alice");
    const user = "alice";
    const { code, report } = await askPreflight(world, {
      deleted: [
        userThing(user, userId),
        thing("aws_iam_user_login_profile", { user }),
        thing("aws_iam_access_key", { user, id: has.accessKey }),
        thing("aws_iam_signing_certificate", { user_name: user, certificate_id: has.certificate }),
        thing("aws_iam_user_ssh_key", { username: user, ssh_public_key_id: has.ssh }),
        thing("aws_iam_service_specific_credential", {
          user_name: user,
          service_specific_credential_id: has.credential,
        }),
        thing("aws_iam_virtual_mfa_device", { arn: has.device, user_name: user }),
        thing("aws_iam_user_policy", { user, name: "push" }),
        thing("aws_iam_user_policy_attachment", { user, policy_arn: has.policyArn }),
        thing("aws_iam_user_group_membership", { user, groups: ["alice-friends"] }),
      ],
    });
    expect([code, words(report), report.leavers[0]?.held.length]).toEqual([0, [], 9]);
  });

  test("says what to do: adopt where an entry can express it, sweep, or forceDestroy applied first", async () => {
    const userId = await makeUser(world, "alice");
    world.memory.mfaDevices.gaht12345678 = {
      ...{ serialNumber: "GAHT12345678", kind: "hardware", createDate: day(9), tags: [] },
      ...{ user: nameKey("alice"), enableDate: day(9) },
    };
    await world.admin.call("iam:CreateAccessKey", { UserName: "alice" });
    await world.admin.call("iam:PutUserPolicy", {
      ...{ UserName: "alice", PolicyName: "old" },
      PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
    });
    const ways =
      "roster sweep alice --plan PLAN.json, or forceDestroy with its justification, applied before the removal.";
    const { report } = await askPreflight(world, { deleted: [userThing("alice", userId)] });
    expect(report.findings.map(({ id, fix }) => [id, fix])).toEqual([
      ["leftover", `A hardware device can be deactivated, not deleted. ${ways}`],
      ["leftover", `roster adopt --unmanaged alice, ${ways}`],
      ["leftover", ways],
    ]);
  });

  test("with forceDestroy in the state it is deleted permanently, and that is said", async () => {
    const userId = await makeUser(world, "alice");
    await world.admin.call("iam:CreateLoginProfile", { UserName: "alice", Password: "Tr0ub4dor&3" });
    const { report } = await askPreflight(world, { deleted: [userThing("alice", userId, { force_destroy: true })] });
    expect(words(report)).toEqual([
      `warning leftover-forced alice: alice holds a password (since ${date(0)}), which Terraform does not manage; forceDestroy is in the state and removes it`,
    ]);
  });

  test("of a for_each whose keys have dots, bob's device is not jane's", async () => {
    const at = (type: string, block: string, name: string, values: object) => ({
      ...{ type: `aws_iam_${type}`, address: `aws_iam_${type}.${block}["${name}"]` },
      values: { ...values },
    });
    const user = async (name: string) =>
      at("user", "people", name, userThing(name, await makeUser(world, name)).values);
    const [bob, jane] = [await user("bob.doe"), await user("jane.doe")];
    const arn = await makeDevice(world, "bob.doe-phone");
    const phone = at("virtual_mfa_device", "phones", "bob.doe", { arn, user_name: "bob.doe" });
    const { report } = await askPreflight(world, { kept: [bob], deleted: [jane, phone] });
    expect(words(report)).toEqual([
      `error mfa-device-deactivated bob.doe: the MFA device ${arn} was deactivated by hand, and the state still says that bob.doe has it: Terraform would report it destroyed and leave it in the account`,
    ]);
  });

  test("an abandoned device belongs to the leaver with the longest name", async () => {
    const deleted = [];
    for (const name of ["alice", "alice-b"]) deleted.push(userThing(name, await makeUser(world, name)));
    await makeDevice(world, "alice-b-phone");
    const { report } = await askPreflight(world, { deleted });
    expect(report.findings.map(({ id, user }) => [id, user])).toEqual([["mfa-device-abandoned", "alice-b"]]);
  });
});

describe("who a leaver is", () => {
  test("gone already: somebody deleted it by hand", async () => {
    const { code, report } = await askPreflight(world, { deleted: [userThing("alice", "AIDAALICE")] });
    expect([code, ...words(report), report.findings[0]?.fix]).toEqual([
      0,
      "warning user-gone alice: alice is in the state, but no longer in the account: somebody deleted it, or an earlier apply was interrupted",
      "Plan again: Terraform then removes what is left of it from the state.",
    ]);
  });

  test("fails when it is another user of the same name", async () => {
    const userId = await makeUser(world, "alice");
    const { code, report } = await askPreflight(world, { deleted: [userThing("alice", "AIDAEARLIER")] });
    expect([code, ...words(report), report.findings[0]?.fix]).toEqual([
      3,
      `error user-replaced alice: the user alice in the account is ${userId}, and the state has AIDAEARLIER: somebody deleted it and created another with that name`,
      "Find out whose it is. The plan would delete the new one.",
    ]);
  });
});

describe("when a leaver was last seen", () => {
  async function alice(): Promise<Thing[]> {
    return [userThing("alice", await makeUser(world, "alice"))];
  }
  const event = (daysAgo: number, more: object = {}) =>
    world.memory.events.push({
      ...{ eventId: String(world.memory.events.length), eventName: "PutItem", eventSource: "dynamodb.amazonaws.com" },
      ...{ eventTime: day(daysAgo), username: "alice", readOnly: false, resources: [] },
      ...more,
    });

  test("by its password and by each of two keys, the newest first", async () => {
    const deleted = await alice();
    const ids: string[] = [];
    for (const [daysAgo, serviceName] of [
      [3, "s3"],
      [5, "sts"],
    ] as const) {
      const { AccessKey } = await world.admin.call("iam:CreateAccessKey", { UserName: "alice" });
      const id = AccessKey?.AccessKeyId ?? "";
      const key = world.memory.users.alice?.accessKeys.find(({ accessKeyId }) => accessKeyId === id);
      if (key) key.lastUsed = { date: day(daysAgo), region: "eu-west-1", serviceName };
      ids.push(id);
      deleted.push(thing("aws_iam_access_key", { user: "alice", id }));
    }
    if (world.memory.users.alice) world.memory.users.alice.passwordLastUsed = day(2);
    const { report } = await askPreflight(world, { deleted });
    expect(words(report)).toEqual([
      `warning recently-used alice: alice was still in use 2 days ago: password on ${date(2)}, access key ${ids[0]} for s3 on ${date(3)}, access key ${ids[1]} for sts on ${date(5)}`,
    ]);
    expect(report.findings[0]?.fix).toBe(
      "Suspend first (suspended: in users.yaml) and watch for guards.soakDays; a forgotten job shows itself then.",
    );
    expect(report.leavers[0]?.lastUse.newest?.slice(0, 10)).toBe(date(2));
    expect(report.notLookedAt[0]).toBe(
      "KMS keys and CloudTrail events outside us-east-1, though keys of leavers were used in eu-west-1 (--region, may be repeated)",
    );
  });

  test("as far back as CloudTrail keeps it, and within --recent-days alone it is remarked upon", async () => {
    const deleted = await alice();
    for (const daysAgo of [91, 89, 31]) event(daysAgo);
    const { report } = await askPreflight(world, { deleted });
    expect([report.findings, report.leavers[0]?.lastUse.events.map(({ at }) => at.slice(0, 10))]).toEqual([
      [],
      [date(31), date(89)],
    ]);
    const longer = await askPreflight(world, { deleted }, { "recent-days": "31" });
    expect(words(longer.report)).toEqual([
      `warning recently-used alice: alice was still in use 31 days ago: dynamodb:PutItem in us-east-1 on ${date(31)}, dynamodb:PutItem in us-east-1 on ${date(89)}`,
    ]);
  });

  test("in each region that was asked for, and in no other", async () => {
    const deleted = await alice();
    event(1, { region: "eu-west-1" });
    expect((await askPreflight(world, { deleted })).report.findings).toEqual([]);
    const { report } = await askPreflight(world, { deleted }, { region: ["us-east-1", "eu-west-1"] });
    expect(words(report)).toEqual([
      `warning recently-used alice: alice was still in use yesterday: dynamodb:PutItem in eu-west-1 on ${date(1)}`,
    ]);
    expect([report.calls["cloudtrail:LookupEvents"], report.calls["kms:ListKeys"]]).toEqual([2, 2]);
  });

  test("not by a role's session of that name, nor by an earlier user of that name", async () => {
    const deleted = await alice();
    event(1, { identity: { type: "AssumedRole", principalId: "AROAEXAMPLE:alice" } });
    event(1, { identity: { type: "IAMUser", principalId: "AIDAEARLIER" } });
    expect((await askPreflight(world, { deleted })).report.findings).toEqual([]);
    world.sandbox.setFaults({ deny: ["iam:GetUser"] });
    expect((await askPreflight(world, { deleted })).report.findings.map(({ id }) => id)).toEqual(["could-not-look"]);
    world.sandbox.setFaults({});
    event(2, { identity: { type: "IAMUser", principalId: world.memory.users.alice?.userId ?? "" } });
    expect((await askPreflight(world, { deleted })).report.findings.map(({ id }) => id)).toEqual(["recently-used"]);
  });
});

describe("a suspended user that stays", () => {
  const tags = (daysAgo: number) => ({ tags: { "roster:suspended": `HR-77 since ${date(daysAgo)}` } });

  test("is remarked upon when its password was used after that day, and not for a use on it", async () => {
    const userId = await makeUser(world, "bob");
    await world.admin.call("iam:CreateLoginProfile", { UserName: "bob", Password: "Tr0ub4dor&3" });
    const bob = world.memory.users.bob;
    if (bob) bob.passwordLastUsed = `${date(5)}T23:59:59Z`;
    expect((await askPreflight(world, { kept: [userThing("bob", userId, tags(5))] })).report.findings).toEqual([]);
    const { code, report } = await askPreflight(world, { kept: [userThing("bob", userId, tags(6))] });
    expect([code, ...words(report), report.findings[0]?.fix]).toEqual([
      0,
      `warning suspended-credential-used bob: bob is suspended since ${date(6)}, and was seen after that: the password on ${date(5)}`,
      "Find out who or what it is before the user leaves: a forgotten job, or somebody who made the credential active again.",
    ]);
  });
});

test("policies of the account that name a leaver: inline ones of roles, groups and others, by condition and as resource", async () => {
  const userId = await makeUser(world, "alice");
  await makeUser(world, "bob");
  const arn = "arn:aws:iam::123456789012:user/alice";
  const document = (more: object) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "iam:*", Resource: "*", ...more }],
    });
  const asResource = document({ Resource: arn });
  const byId = document({ Condition: { StringEquals: { "aws:userid": userId } } });
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole" }],
  });
  const { admin } = world;
  await admin.call("iam:CreateRole", { RoleName: "deploy", AssumeRolePolicyDocument: trust });
  await admin.call("iam:PutRolePolicy", { RoleName: "deploy", PolicyName: "own", PolicyDocument: asResource });
  await admin.call("iam:CreateGroup", { GroupName: "staff" });
  await admin.call("iam:PutGroupPolicy", { GroupName: "staff", PolicyName: "own", PolicyDocument: byId });
  await admin.call("iam:PutUserPolicy", { UserName: "bob", PolicyName: "own", PolicyDocument: asResource });
  // Its own goes with it, and a version that is not the default does nothing.
  await admin.call("iam:PutUserPolicy", { UserName: "alice", PolicyName: "own", PolicyDocument: asResource });
  const old = await admin.call("iam:CreatePolicy", { PolicyName: "shared", PolicyDocument: asResource });
  await admin.call("iam:CreatePolicyVersion", {
    ...{ PolicyArn: old.Policy?.Arn ?? "", PolicyDocument: document({}), SetAsDefault: true },
  });
  const { code, report } = await askPreflight(world, {
    deleted: [userThing("alice", userId), thing("aws_iam_user_policy", { user: "alice", name: "own" })],
  });
  expect([code, ...words(report)]).toEqual([
    0,
    "warning policy-names-leaver alice: the inline policy own of group staff names alice in a condition on aws:userid",
    "warning policy-names-leaver alice: the inline policy own of role deploy names alice as resource",
    "warning policy-names-leaver alice: the inline policy own of user bob names alice as resource",
  ]);
});

describe("what may not be seen is a finding, whichever call it is", () => {
  const error = [
    ...["iam:GetGroup", "iam:GetLoginProfile", "iam:GetUser", "iam:ListAccessKeys", "iam:ListAttachedGroupPolicies"],
    ...["iam:ListAttachedUserPolicies", "iam:ListGroupPolicies", "iam:ListGroups"],
    ...["iam:ListGroupsForUser", "iam:ListMFADevices", "iam:ListPolicies", "iam:ListSSHPublicKeys"],
    ...["iam:ListServiceSpecificCredentials", "iam:ListSigningCertificates", "iam:ListUserPolicies", "iam:ListUsers"],
    ...["iam:ListVirtualMFADevices", "kms:GetKeyPolicy", "kms:ListAliases", "kms:ListGrants", "kms:ListKeys"],
  ];
  const warning = [
    ...["cloudtrail:LookupEvents", "iam:GenerateCredentialReport", "iam:GetAccessKeyLastUsed"],
    ...["iam:GetAccountAuthorizationDetails", "iam:GetAccountSummary", "iam:GetCredentialReport"],
    ...["s3:GetBucketPolicy", "s3:ListAllMyBuckets"],
  ];
  // Only a name: test/live/preflight.test.ts.
  const silent = ["iam:ListAccountAliases"];

  test("all that preflight asks for is in the table below", () => {
    expect([...error, ...warning, ...silent].sort()).toEqual(actionsOf("preflight"));
  });

  test.each([...error.map((action) => [action, "error"]), ...warning.map((action) => [action, "warning"])])(
    "%s: %s",
    async (action, severity) => {
      const userId = await makeUser(world, "alice");
      const { AccessKey } = await world.admin.call("iam:CreateAccessKey", { UserName: "alice" });
      await world.admin.call("kms:CreateKey", {});
      await world.admin.call("s3:CreateBucket", { Bucket: "payroll" });
      const tags = { "roster:suspended": `since ${date(9)}` };
      const suspended = [userThing("bob", await makeUser(world, "bob"), { tags })];
      await world.admin.call("iam:CreateGroup", { GroupName: "writers" });
      world.sandbox.setFaults({ deny: [action === "s3:ListAllMyBuckets" ? "s3:ListBuckets" : (action ?? "")] });
      const { code, report } = await askPreflight(world, {
        deleted: [
          userThing("alice", userId),
          thing("aws_iam_access_key", { user: "alice", id: AccessKey?.AccessKeyId }),
          { ...thing("aws_iam_group", { name: "writers" }), address: "aws_iam_group.writers" },
        ],
        // Waited for where it is what is denied: the report takes a moment.
        kept: action?.endsWith("CredentialReport") ? suspended : [],
        created: [
          userThing("carol", ""),
          { ...thing("aws_iam_group", { name: "readers" }), address: "aws_iam_group.readers" },
          { ...thing("aws_iam_policy", { name: "push" }), address: "aws_iam_policy.push" },
        ],
      });
      const blind = report.findings.map(({ id, permission, severity }) => `${severity} ${id} ${permission}`);
      expect([code, [...new Set(blind)]]).toEqual([
        severity === "error" ? 3 : 0,
        [`${severity} could-not-look ${action}`],
      ]);
    },
  );
});
