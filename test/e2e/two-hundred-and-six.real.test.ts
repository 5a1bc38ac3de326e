import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adopt } from "../../src/cli/commands/adopt";
import { audit } from "../../src/cli/commands/audit";
import { sweep } from "../../src/cli/commands/sweep";
import { validate } from "../../src/cli/commands/validate";
import { verify } from "../../src/cli/commands/verify";
import { DEFAULT_ACCOUNT_ID } from "../../src/sandbox/index";
import type { User } from "../../src/sandbox/state";
import { CANARY } from "../live/account-builder";
import { FORGOTTEN_CRON, KMS_HOLDER, LONELY_KEY } from "../live/messy-account";
import { withTerraform } from "./harness";
import {
  EVERY_BATCH,
  FIDO_HOLDER,
  FIRST,
  FIRST_SUSPENDED,
  NIGHT_RUNNER,
  PAYROLL_CLERK,
  SECOND,
  SECOND_SUSPENDED,
  THIRD,
} from "./two-hundred-and-six/batches";
import { roleArn, Story } from "./two-hundred-and-six/story";

// The story of the 206 users, end to end; docs/two-hundred-and-six.md tells it. To watch it:
//   ROSTER_STORY=1 npx jest test/e2e/two-hundred-and-six

/** Between two batches, and from the first suspension to the first removal: guards.soakDays is 14. */
const SOAK = 15;

withTerraform("the story of the 206 users", (terraform) => {
  let story: Story;
  beforeEach(async () => {
    story = await Story.begin(3 * SOAK);
  });
  afterEach(() => story.end());

  test("adopted without change, suspended, soaked, removed in three batches, and verified", async () => {
    const { account, sandbox, cwd, file } = story;

    story.tell("The account as it is, in the eyes of the audit");
    expect(await messOf(story)).toEqual({
      users: 206,
      // Half of the 94 who have a password.
      ...{
        passwords: 94,
        "console-without-mfa": 50,
        "owner-unknown": 15,
        "old-key": 113,
        dormant: 66,
        "never-used": 46,
      },
      ...{ accessKeys: 136, sshPublicKeys: 16, signingCertificates: 2, gitCredentials: 7 },
    });

    story.tell("Adopt: entries and imports, proved by a plan");
    const before = JSON.stringify(account);
    const adopted = await story.roster(adopt);
    expect([adopted.code, adopted.out]).toEqual([
      0,
      expect.stringMatching(/^206 users adopted, 1,\d{3} imports: a real plan/),
    ]);
    expect(adopted.out).toContain(`/console-12/key-ABCDEFGH of ${FIDO_HOLDER}: only virtual devices can be managed`);
    expect(/^owner unknown: (.*)$/m.exec(adopted.out)?.[1]?.split(", ")).toHaveLength(15);
    expect((await story.roster(validate, {}, ["users.yaml"])).code).toBe(3);

    story.tell("People fill in why each exception exists");
    expect(file.justify(story.day(200))).toBeGreaterThan(100);
    expect(await story.roster(validate, {}, ["users.yaml"])).toMatchObject({ code: 0 });

    story.tell("Deploy the imports: nothing is created, replaced or destroyed");
    sandbox.resetCounts();
    const imported = await story.deploy();
    expect(imported).toMatchObject({ code: 0, out: expect.stringContaining("users: applied\n") });
    expect(imported.out).toMatch(/^1,?\d{3} imports done: users\.imports\.json is removed/m);
    expect(existsSync(join(cwd, "users.imports.json"))).toBe(false);
    expect(Object.keys(sandbox.counts()).filter((action) => !READS.test(action))).toEqual([]);
    expect(JSON.stringify(account)).toBe(before);

    story.tell(`Suspend the first ${FIRST_SUSPENDED.length}: kept, and able to do nothing`);
    const bystanders = () => story.besideTags([...EVERY_BATCH, PAYROLL_CLERK, NIGHT_RUNNER]);
    const others = bystanders();
    const ids = new Map(EVERY_BATCH.map((name) => [name, story.user(name).userId]));
    const cronKey = keyOf(story.user(FORGOTTEN_CRON));
    file.suspend(FIRST_SUSPENDED, story.day());
    sandbox.resetCounts();
    expect(await story.deploy()).toMatchObject({ code: 0, out: expect.stringContaining("users: applied\n") });
    expect(
      Object.keys(sandbox.counts()).filter((action) => /:(CreateUser|DeleteUser|CreateLoginProfile)/.test(action)),
    ).toEqual([]);
    for (const name of FIRST_SUSPENDED) expect([name, stillOpen(story.user(name))]).toEqual([name, []]);
    expect(bystanders()).toBe(others);

    story.tell("The soak: day 6, the nightly job of somebody fails; somebody makes its key active again");
    story.pass(6);
    await expect(nightly(story, cronKey)).rejects.toThrow("InvalidClientTokenId");
    await story.admin("iam:UpdateAccessKey", { UserName: FORGOTTEN_CRON, AccessKeyId: cronKey, Status: "Active" });
    await nightly(story, cronKey);

    story.tell("Day 15: all of them shall leave, and one more; the gate says who may not");
    story.pass(SOAK - 6);
    const suspended = file.text;
    const [hasty = ""] = SECOND_SUSPENDED;
    file.remove([...FIRST_SUSPENDED, hasty]);
    const remembered = JSON.stringify(account.users);
    const closed = await story.deploy({ save: "leave.tfplan" });
    expect(closed.code).toBe(3);
    expect(closed.err).toContain(
      "the gate is closed by too-many-removals, removal-without-soak, leftovers-block, account-says\n",
    );
    const errors = closed.out.split("\n").filter((line) => /^ *error\b/.test(line));
    story.show(errors);
    for (const loud of ["NOBODY ELSE MAY CHANGE THE KEY POLICY of", "NOBODY ELSE MAY DECRYPT with"]) {
      const found = errors.find((line) => line.includes(loud));
      expect(found).toContain(LONELY_KEY);
      expect(found).toContain(`without ${KMS_HOLDER} `);
    }
    expect(closed.out).toMatch(
      new RegExp(`${FORGOTTEN_CRON} is suspended since .*, and was seen after that: .*${cronKey}`),
    );
    expect(closed.out).toContain(`${FIDO_HOLDER} holds MFA device`);
    expect(closed.out).toContain(`${hasty} leaves and was never suspended`);
    expect(closed.out).toContain("21 users would leave at once; guards.maxRemovals is 20");
    expect(JSON.stringify(account.users)).toBe(remembered);

    story.tell("The FIDO key, which Terraform cannot manage, is swept");
    await story.savePlanJson(terraform, "leave.tfplan", "plan.json");
    const refused = await story.roster(sweep, { plan: "plan.json", yes: true }, ["console-01"]);
    expect(refused.code).toBe(3);
    const swept = await story.roster(sweep, { plan: "plan.json", yes: true }, [FIDO_HOLDER]);
    expect(swept).toMatchObject({ code: 0, out: expect.stringContaining("1 leftover removed") });

    story.tell(
      `${FIRST.length} leave, the next ${SECOND_SUSPENDED.length} are suspended; the job is back at work, and the holder of the KMS key waits`,
    );
    file.text = suspended;
    file.resume(FORGOTTEN_CRON);
    file.remove(FIRST);
    file.suspend(SECOND_SUSPENDED, story.day());
    await expectGone(story, FIRST, ids);
    for (const name of SECOND) expect([name, stillOpen(story.user(name))]).toEqual([name, []]);
    expect(bystanders()).toBe(others);
    await nightly(story, cronKey);

    story.tell("Day 20: the key policy names a role of the finance team too; the nightly job gets a role of its own");
    story.pass(5);
    await story.makeRole("payroll-archive", PAYROLL_CLERK, "kms:*");
    const holder = `arn:aws:iam::${DEFAULT_ACCOUNT_ID}:user/${KMS_HOLDER}`;
    await story.admin("kms:PutKeyPolicy", keyPolicy(holder, roleArn("payroll-archive")));
    await story.makeRole("nightly-backup", NIGHT_RUNNER, "dynamodb:CreateBackup");
    const nightlyInItsRole = () =>
      story.inRole(keyOf(story.user(NIGHT_RUNNER)), "nightly-backup", "sts:GetCallerIdentity", {});
    await nightlyInItsRole();

    story.tell(
      `Day 30: ${SECOND.length} leave, with the holder of the KMS key; the last ${THIRD.length} are suspended`,
    );
    story.pass(SOAK - 5);
    file.remove(SECOND);
    file.suspend(THIRD, story.day());
    await expectGone(story, SECOND, ids);
    for (const name of THIRD) expect([name, stillOpen(story.user(name))]).toEqual([name, []]);
    expect(bystanders()).toBe(others);

    story.tell("The KMS key lives on in other hands, which take the user who left out of its policy");
    const inPayroll = <A extends "kms:GetKeyPolicy" | "kms:PutKeyPolicy">(
      ...[action, input]: Parameters<typeof story.admin<A>>
    ) => story.inRole(keyOf(story.user(PAYROLL_CLERK)), "payroll-archive", action, input);
    await inPayroll("kms:PutKeyPolicy", keyPolicy(roleArn("payroll-archive")));
    const { Policy } = await inPayroll("kms:GetKeyPolicy", { KeyId: LONELY_KEY });
    expect(Policy).toContain(roleArn("payroll-archive"));
    expect(Policy).not.toContain(KMS_HOLDER);
    expect(account.kmsKeys[LONELY_KEY]).toMatchObject({ enabled: true });

    story.tell("Day 38: the job that nobody remembered has run every night, in its role");
    story.pass(8);
    await expect(nightly(story, cronKey)).rejects.toThrow("InvalidClientTokenId");
    await nightlyInItsRole();

    story.tell(`Day 45: the last ${THIRD.length} leave, with the user of the forgotten job`);
    story.pass(SOAK - 8);
    file.remove(THIRD);
    await expectGone(story, THIRD, ids);
    await nightlyInItsRole();

    story.tell("Everybody else is there, and the log tells who left");
    expect(Object.keys(account.users)).toHaveLength(206 - EVERY_BATCH.length);
    expect(bystanders()).toBe(others);
    const devices = Object.values(account.mfaDevices);
    expect(devices.filter(({ user }) => user === undefined).map(({ serialNumber }) => serialNumber)).toEqual([
      `arn:aws:iam::${DEFAULT_ACCOUNT_ID}:mfa/console-02-old-phone`,
    ]);
    expect(devices.filter(({ user = "" }) => EVERY_BATCH.includes(user))).toEqual([]);
    const removals = story.log().filter((entry) => entry.event === "removal");
    expect(removals.map(({ user, userId, result }) => [user, userId, result]).sort()).toEqual(
      EVERY_BATCH.map((name) => [name, ids.get(name), "gone"]).sort(),
    );
    expect((await story.roster(verify, { log: true })).code).toBe(0);

    // A line that is taken out of the log is noticed.
    const lines = readFileSync(story.logFile, "utf8").split("\n");
    writeFileSync(story.logFile, lines.filter((line) => !line.includes('"tmp_05"')).join("\n"));
    expect((await story.roster(verify, { log: true })).code).toBe(3);
    expect(story.said + file.text + lines.join("\n")).not.toContain(CANARY);
  }, 1_500_000);
});

const READS = /:(Get|List|Describe|Lookup|Generate|Simulate)/;

/** How messy it is: what the audit finds, by rule, and what people have made by hand; nothing is managed yet. */
async function messOf(story: Story): Promise<Record<string, number>> {
  expect((await story.roster(audit, { json: true, out: "audit.json" })).code).toBe(3);
  const { findings } = JSON.parse(readFileSync(join(story.cwd, "audit.json"), "utf8")) as {
    findings: { id: string; user: string }[];
  };
  const foundBy = (rule: string) => new Set(findings.flatMap(({ id, user }) => (id === rule ? [user] : [])));
  expect(foundBy("dormant")).toContain(FORGOTTEN_CRON);
  const rules = ["console-without-mfa", "owner-unknown", "old-key", "dormant", "never-used"];
  const users = Object.values(story.account.users);
  const held = (of: (user: User) => readonly unknown[]) => users.flatMap(of).length;
  return {
    users: users.length,
    passwords: users.filter(({ loginProfile }) => loginProfile !== undefined).length,
    ...Object.fromEntries(rules.map((rule) => [rule, foundBy(rule).size])),
    accessKeys: held(({ accessKeys }) => accessKeys),
    sshPublicKeys: held(({ sshPublicKeys }) => sshPublicKeys),
    signingCertificates: held(({ signingCertificates }) => signingCertificates),
    gitCredentials: held(({ serviceSpecificCredentials }) => serviceSpecificCredentials),
  };
}

/** Deploys, and everybody of the batch is proved to have left. */
async function expectGone(story: Story, batch: readonly string[], ids: ReadonlyMap<string, string>): Promise<void> {
  const { code, out, err } = await story.deploy();
  expect([code, err]).toEqual([0, expect.not.stringContaining("Nothing was applied")]);
  for (const name of batch) {
    expect(out).toContain(`${name} (${ids.get(name)}): gone\n  the user: NoSuchEntity\n`);
    expect(story.account.users[name]).toBeUndefined();
  }
}

/** What a user could still do something with. */
function stillOpen(user: User): string[] {
  const credentials = [
    ...user.accessKeys,
    ...user.sshPublicKeys,
    ...user.signingCertificates,
    ...user.serviceSpecificCredentials,
  ];
  return [
    ...credentials.filter(({ status }) => status === "Active").map((one) => JSON.stringify(one)),
    ...(user.loginProfile === undefined ? [] : ["password"]),
    ...(user.attachedPolicies.includes("arn:aws:iam::aws:policy/AWSDenyAll") ? [] : ["no AWSDenyAll"]),
  ];
}

/** The cron job that nobody remembers. */
function nightly(story: Story, accessKeyId: string): Promise<unknown> {
  return story.withKey(accessKeyId, "sts:GetCallerIdentity", {});
}

function keyOf(user: User): string {
  return user.accessKeys.find(({ status }) => status === "Active")?.accessKeyId ?? "";
}

function keyPolicy(...AWS: string[]) {
  const Statement = [{ Effect: "Allow", Principal: { AWS }, Action: "kms:*", Resource: "*" }];
  return { KeyId: LONELY_KEY, Policy: JSON.stringify({ Version: "2012-10-17", Statement }) };
}
