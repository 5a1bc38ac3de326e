import { type Account, type Group, type MfaDevice, type Policy, table, type User } from "../../src/sandbox/state";
import { makeDevice, makeUser, openWorld, type World } from "./people";
import { type Thing, userThing } from "./plans";
import { askPreflight, words } from "./preflight-run";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const createDate = "2026-01-01T00:00:00Z";
const holder = () => ({ path: "/", createDate, attachedPolicies: [], inlinePolicies: table<string>() });

/** So many of a kind as if they had always been there; making them one by one would take a minute. */
const fill: {
  readonly [Kind in "users" | "groups" | "policies" | "mfaDevices"]: (account: Account, n: number) => void;
} = {
  users: (account, n) => {
    const held = { tags: [], groups: [], accessKeys: [], sshPublicKeys: [], signingCertificates: [] };
    const user = (userName: string): User => ({
      ...{ ...holder(), ...held, serviceSpecificCredentials: [] },
      ...{ userName, userId: `AIDA${userName.toUpperCase()}` },
    });
    for (let at = 0; at < n; at++) account.users[`person-${at}`] = user(`person-${at}`);
  },
  groups: (account, n) => {
    const group = (groupName: string): Group => ({ ...holder(), groupName, groupId: `AGPA${groupName}` });
    for (let at = 0; at < n; at++) account.groups[`team-${at}`] = group(`team-${at}`);
  },
  policies: (account, n) => {
    const policy = (policyName: string): Policy => ({
      ...{ policyName, policyId: `ANPA${policyName}`, path: "/", createDate, updateDate: createDate, tags: [] },
      ...{ defaultVersionId: "v1", nextVersion: 2, versions: [{ versionId: "v1", document: "{}", createDate }] },
    });
    for (let at = 0; at < n; at++) account.policies[`policy-${at}`] = policy(`policy-${at}`);
  },
  mfaDevices: (account, n) => {
    const device = (name: string): MfaDevice => ({
      ...{ serialNumber: `arn:aws:iam::123456789012:mfa/${name}`, kind: "virtual", seed: "x", createDate, tags: [] },
    });
    for (let at = 0; at < n; at++) account.mfaDevices[`arn:aws:iam::123456789012:mfa/of-${at}`] = device(`of-${at}`);
  },
};

const carol = userThing("carol", "");
const group: Thing = { type: "aws_iam_group", address: "aws_iam_group.readers", values: { name: "readers" } };
const policy: Thing = { type: "aws_iam_policy", address: "aws_iam_policy.push", values: { name: "push" } };
const phone: Thing = {
  type: "aws_iam_virtual_mfa_device",
  address: "aws_iam_virtual_mfa_device.carol--phone",
  values: { virtual_mfa_device_name: "carol-phone", path: "/" },
};
const accessKey = (address: string, user: string, id?: string): Thing => ({
  type: "aws_iam_access_key",
  address: `aws_iam_access_key.${address}`,
  values: { user, ...(id === undefined ? {} : { id }) },
});

describe("a quota of the account", () => {
  type Row = [kind: keyof typeof fill, what: string, most: number, created: Thing, over: () => Promise<unknown>];
  test.each<Row>([
    ["users", "user", 5000, carol, () => world.admin.call("iam:CreateUser", { UserName: "carol" })],
    ["groups", "group", 300, group, () => world.admin.call("iam:CreateGroup", { GroupName: "readers" })],
    [
      "policies",
      "policy",
      1500,
      policy,
      () =>
        world.admin.call("iam:CreatePolicy", {
          PolicyName: "push",
          PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
        }),
    ],
    [
      "mfaDevices",
      "virtual MFA device",
      5000,
      phone,
      () => world.admin.call("iam:CreateVirtualMFADevice", { VirtualMFADeviceName: "carol-phone" }),
    ],
  ])(
    "%s: fails when it is full, warns from nine tenths on, and says nothing below",
    async (kind, what, most, created, over) => {
      const many = what.endsWith("y") ? `${what.slice(0, -1)}ies` : `${what}s`;
      fill[kind](world.memory, most * 0.9 - 2);
      expect((await askPreflight(world, { created: [created] })).report.findings).toEqual([]);
      fill[kind](world.memory, most * 0.9 - 1);
      const near = await askPreflight(world, { created: [created] });
      expect([near.code, ...words(near.report)]).toEqual([
        0,
        `warning quota-near -: the account will have ${most * 0.9} of ${most} ${many}`,
      ]);
      expect(near.report.findings[0]?.fix).toBe(
        "Remove what is not needed (roster audit shows it) before the quota is reached.",
      );
      fill[kind](world.memory, most);
      const full = await askPreflight(world, { created: [created] });
      expect([full.code, ...words(full.report)]).toEqual([
        3,
        `error quota-exceeded -: the plan adds 1 ${what} to ${most}, and the account's quota is ${most}: the apply would fail with LimitExceeded`,
      ]);
      expect(full.report.findings[0]?.fix).toBe(
        "Remove what is not needed (roster audit shows it), or ask AWS for a higher quota where it can be raised.",
      );
      await expect(over()).rejects.toMatchObject({ code: "LimitExceeded" });
    },
  );

  test("one joins and one leaves a full account: it works out, and may not on the way", async () => {
    fill.users(world.memory, 5000);
    const { code, report } = await askPreflight(world, {
      created: [carol],
      deleted: [userThing("person-0", "AIDAPERSON-0")],
    });
    expect([code, ...words(report)]).toEqual([
      0,
      "warning quota-near -: the account will have 5000 of 5000 users, and 5001 on the way: creations may be refused until the deletions are done",
    ]);
  });

  test("it may not be read: a warning, with the permission", async () => {
    world.sandbox.setFaults({ deny: ["iam:GetAccountSummary"] });
    const { code, report } = await askPreflight(world, { created: [carol] });
    expect([code, report.findings.map(({ severity, permission }) => [severity, permission])]).toEqual([
      0,
      [["warning", "iam:GetAccountSummary"]],
    ]);
  });

  test("a plan that creates nothing does not ask for it", async () => {
    const { report } = await askPreflight(world, { kept: [userThing("alice", await makeUser(world, "alice"))] });
    expect(report.calls["iam:GetAccountSummary"]).toBeUndefined();
  });
});

describe("the two access keys of a user", () => {
  async function bot(keys: number): Promise<{ kept: Thing[]; ids: string[] }> {
    const kept = [userThing("bot", await makeUser(world, "bot"))];
    const ids: string[] = [];
    for (let at = 0; at < keys; at++) {
      const { AccessKey } = await world.admin.call("iam:CreateAccessKey", { UserName: "bot" });
      ids.push(AccessKey?.AccessKeyId ?? "");
    }
    return { kept, ids };
  }

  test("fails when a third would come, and names what was made by hand", async () => {
    const { kept, ids } = await bot(2);
    const { code, report } = await askPreflight(world, {
      kept: [...kept, accessKey("bot--a", "bot", ids[0])],
      created: [accessKey("bot--b", "bot")],
    });
    expect([code, ...words(report)]).toEqual([
      3,
      `error quota-exceeded bot: bot holds 2 access keys (not managed: ${ids[1]}) and the plan adds 1: a user has at most 2`,
    ]);
    expect(report.findings[0]?.fix).toBe("roster adopt --unmanaged bot, or delete the key that nobody needs.");
    await expect(world.admin.call("iam:CreateAccessKey", { UserName: "bot" })).rejects.toMatchObject({
      code: "LimitExceeded",
    });
  });

  test("fails when all are managed and a third is added", async () => {
    const { kept, ids } = await bot(2);
    const { report } = await askPreflight(world, {
      kept: [...kept, ...ids.map((id, at) => accessKey(`bot--${at}`, "bot", id))],
      created: [accessKey("bot--c", "bot")],
    });
    expect([...words(report), report.findings[0]?.fix]).toEqual([
      "error quota-exceeded bot: bot holds 2 access keys (all managed) and the plan adds 1: a user has at most 2",
      "Remove one from users.yaml first.",
    ]);
  });

  test("does not report the second key, nor one that takes the place of another", async () => {
    const { kept, ids } = await bot(1);
    expect((await askPreflight(world, { kept, created: [accessKey("bot--b", "bot")] })).report.findings).toEqual([]);
    const { AccessKey } = await world.admin.call("iam:CreateAccessKey", { UserName: "bot" });
    const { report } = await askPreflight(world, {
      kept: [...kept, accessKey("bot--a", "bot", ids[0])],
      deleted: [accessKey("bot--b", "bot", AccessKey?.AccessKeyId)],
      created: [accessKey("bot--c", "bot")],
    });
    expect(report.findings).toEqual([]);
  });

  test("fails when they may not be listed", async () => {
    const { kept } = await bot(1);
    world.sandbox.setFaults({ deny: ["iam:ListAccessKeys"] });
    const { code, report } = await askPreflight(world, { kept, created: [accessKey("bot--b", "bot")] });
    expect([code, report.findings.map(({ severity, user, permission }) => [severity, user, permission])]).toEqual([
      3,
      [["error", "bot", "iam:ListAccessKeys"]],
    ]);
  });
});

describe("what the plan creates is there already", () => {
  test("fails for a policy, whatever the case of its name, and says what to import", async () => {
    await world.admin.call("iam:CreatePolicy", {
      PolicyName: "Push",
      Path: "/teams/",
      PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
    });
    const { code, report } = await askPreflight(world, { created: [policy] });
    expect([code, ...words(report), report.findings[0]?.fix]).toEqual([
      3,
      "error policy-exists -: there is a policy Push in the account already: the apply would fail with EntityAlreadyExists",
      "Take it over: an import block for aws_iam_policy with the id arn:aws:iam::123456789012:policy/teams/Push, or give the new one another name.",
    ]);
  });

  test("does not report a policy of AWS of that name, nor one that has another", async () => {
    const readOnly: Thing = { ...policy, values: { name: "ReadOnlyAccess" } };
    expect((await askPreflight(world, { created: [policy, readOnly] })).report.findings).toEqual([]);
  });

  test("fails for a device that somebody has", async () => {
    await makeUser(world, "dave");
    const arn = await makeDevice(world, "carol-phone", "dave");
    const { report } = await askPreflight(world, { created: [phone] });
    expect([...words(report), report.findings[0]?.fix]).toEqual([
      `error mfa-name-taken -: there is an MFA device ${arn} already, and dave has it; the apply would fail with EntityAlreadyExists`,
      "Take it over with an import block (roster adopt dave), or give the new device another name.",
    ]);
  });

  test("does not report a name that a leaver gives up, nor a device that the plan deletes", async () => {
    const userId = await makeUser(world, "carol");
    const arn = await makeDevice(world, "carol-phone");
    const { report } = await askPreflight(world, {
      deleted: [userThing("carol", userId), { ...phone, values: { arn, user_name: "" } }],
      created: [
        { ...carol, address: "aws_iam_user.carola" },
        { ...phone, address: "aws_iam_virtual_mfa_device.carola--phone" },
      ],
    });
    expect(report.findings).toEqual([]);
  });

  test.each([
    ["iam:ListUsers", carol],
    ["iam:ListGroups", group],
    ["iam:ListPolicies", policy],
    ["iam:ListVirtualMFADevices", phone],
  ])("fails when %s is denied: nothing is taken for free", async (action, created) => {
    world.sandbox.setFaults({ deny: [action] });
    const { code, report } = await askPreflight(world, { created: [created] });
    expect([code, report.findings.map(({ severity, permission }) => [severity, permission])]).toEqual([
      3,
      [["error", action]],
    ]);
  });
});
