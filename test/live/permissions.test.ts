import { openAccount } from "../../src/aws/account";
import { permissionFor } from "../../src/aws/actions";
import { actionsOf, policyFor } from "../../src/aws/permissions";
import { audit } from "../../src/cli/commands/audit";
import { doctor } from "../../src/cli/commands/doctor";
import { leave } from "../../src/cli/commands/leave";
import { preflight } from "../../src/cli/commands/preflight";
import { review } from "../../src/cli/commands/review";
import { sweep } from "../../src/cli/commands/sweep";
import { validate } from "../../src/cli/commands/validate";
import { verify } from "../../src/cli/commands/verify";
import { enrolmentOf } from "../../src/lifecycle/ask/enrolment";
import { keysBySlot } from "../../src/lifecycle/ask/keys";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { giveEverything, makeUser, openWorld, operator, type World } from "./people";
import { planJson, userThing } from "./plans";

const ACCOUNT = "123456789012";

/** The permissions that were used. STS asks for none for GetCallerIdentity. */
const calledIn = ({ sandbox }: World) =>
  Object.keys(sandbox.counts())
    .filter((action) => action !== "sts:GetCallerIdentity")
    .map(permissionFor)
    .sort();

describe("each command runs with exactly its policy, and calls all that it lists", () => {
  let world: World;
  let cwd: string;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  /** A plan in which everything happens that a command may have to ask about. */
  async function everything(): Promise<void> {
    const alice = await makeUser(world, "alice");
    await giveEverything(world, "alice");
    await world.admin.call("kms:CreateKey", { Description: "payroll" });
    await world.admin.call("s3:CreateBucket", { Bucket: "payroll" });
    const tags = { "roster:suspended": "HR-77 since 2026-11-01" };
    cwd = testdir({
      "plan.json": planJson({
        deleted: [
          userThing("alice", alice),
          {
            type: "aws_iam_user_group_membership",
            address: "aws_iam_user_group_membership.alice",
            values: { user: "alice", groups: ["staff"] },
          },
          { type: "aws_iam_group", address: "aws_iam_group.staff", values: { name: "staff" } },
        ],
        kept: [userThing("bob", await makeUser(world, "bob"), { tags })],
        created: [
          userThing("carol", "", { unique_id: null, arn: null }),
          {
            type: "aws_iam_virtual_mfa_device",
            address: "aws_iam_virtual_mfa_device.carol--phone",
            values: { virtual_mfa_device_name: "carol-phone", path: "/" },
          },
          { type: "aws_iam_group", address: "aws_iam_group.readers", values: { name: "readers" } },
          { type: "aws_iam_policy", address: "aws_iam_policy.mfa", values: { name: "self-manage-mfa" } },
        ],
      }),
    });
  }

  const called = () => calledIn(world);

  test("preflight", async () => {
    await everything();
    const env = await operator(world, "preflight");
    world.sandbox.resetCounts();
    const { out } = await runCommand(preflight, { cwd, env, today: new Date() }, ["plan.json", "--json"]);
    expect(JSON.parse(out).findings.filter(({ id }: { id: string }) => id === "could-not-look")).toEqual([]);
    expect(called()).toEqual(actionsOf("preflight"));
  });

  test("leave", async () => {
    await makeUser(world, "alice");
    await giveEverything(world, "alice");
    cwd = testdir({
      "users.yaml":
        "version: 1\nusers:\n  bob: { type: human, owner: bob@example.com }\n" +
        "  alice: { type: human, owner: a@example.com, suspended: { since: 2026-01-01, reason: Left, ticket: HR-1 } }\n",
    });
    const env = await operator(world, "leave");
    world.sandbox.resetCounts();
    const { code } = await runCommand(leave, { cwd, env, today: new Date() }, ["alice", "--dry-run"]);
    expect(code).toBe(0);
    expect(called()).toEqual(actionsOf("leave"));
  });

  test("promote", async () => {
    await makeUser(world, "alice");
    await giveEverything(world, "alice");
    const account = openAccount({ env: await operator(world, "promote") });
    world.sandbox.resetCounts();
    const enrolment = await enrolmentOf(account, "alice");
    await account.close();
    expect(enrolment).toEqual({ enabled: new Map([[expect.stringContaining(":mfa/alice"), expect.any(String)]]) });
    expect(called()).toEqual(actionsOf("promote"));
  });

  test("rotate", async () => {
    await makeUser(world, "alice");
    await giveEverything(world, "alice");
    const [key] = (await world.admin.call("iam:ListAccessKeys", { UserName: "alice" })).AccessKeyMetadata ?? [];
    const account = openAccount({ env: await operator(world, "rotate") });
    world.sandbox.resetCounts();
    const keys = await keysBySlot(account, "alice", new Map([["a", key?.AccessKeyId ?? ""]]));
    await account.close();
    expect(keys).toEqual(new Map([["a", expect.objectContaining({ id: key?.AccessKeyId, active: true })]]));
    expect(called()).toEqual(actionsOf("rotate"));
  });

  test("sweep", async () => {
    await everything();
    const env = await operator(world, "sweep");
    world.sandbox.resetCounts();
    const { code, err } = await runCommand(sweep, { cwd, env, today: new Date() }, [
      "alice",
      "--plan",
      "plan.json",
      "--yes",
    ]);
    expect([code, err.includes("not authorized")]).toEqual([0, false]);
    expect(called()).toEqual(actionsOf("sweep"));
  });

  test("verify", async () => {
    await everything();
    const env = await operator(world, "verify");
    // Who is not there by the name is looked for by the id.
    await world.admin.call("iam:UpdateUser", { UserName: "alice", NewUserName: "alicia" });
    world.sandbox.resetCounts();
    const { code, out } = await runCommand(verify, { cwd, env, today: new Date() }, ["plan.json", "--patience", "0"]);
    expect([code, out.includes("could not check")]).toEqual([3, false]);
    expect(called()).toEqual(actionsOf("verify"));
  });

  test("audit", async () => {
    await everything();
    const env = await operator(world, "audit");
    world.sandbox.resetCounts();
    // Her entry gives alice nothing: what she holds was made by hand, and its ids are asked for.
    const roster = `version: 1\naccount: { id: "${ACCOUNT}" }\nusers:\n  alice: { type: human, owner: ops }\n`;
    const audited = testdir({ "users.yaml": roster });
    const { out } = await runCommand(audit, { cwd: audited, env, today: new Date() }, ["--format", "json"]);
    expect(JSON.parse(out).couldNotLook).toEqual([]);
    expect(called()).toEqual(actionsOf("audit"));
  });

  test("validate --account and review --account", async () => {
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
    const policies = `policies:\n  reading: { document: ${JSON.stringify(document)} }`;
    const values = { name: "reading", path: "/", policy: JSON.stringify(document) };
    const made = { type: "aws_iam_policy", address: "aws_iam_policy.reading", values };
    cwd = testdir({
      "users.yaml": `version: 1\naccount: { id: "${ACCOUNT}" }\n${policies}\nusers: {}\n`,
      "plan.json": planJson({ created: [made] }),
    });
    for (const [command, words] of [
      [validate, []],
      [review, ["plan.json"]],
    ] as const) {
      const own = await openWorld();
      try {
        const env = await operator(own, command.name as "validate" | "review");
        own.sandbox.resetCounts();
        const { out } = await runCommand(command, { cwd, env, today: new Date() }, [...words, "--account"]);
        expect([command.name, out.includes("could not be asked"), calledIn(own)]).toEqual([
          command.name,
          false,
          actionsOf(command.name as "validate" | "review"),
        ]);
      } finally {
        await own.close();
      }
    }
  });

  test("doctor", async () => {
    await makeRole("roster");
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" }, Null: { "aws:PrincipalTag/team": "false" } };
    await makeRole("guarded", { Condition });
    const env = await operator(world, "doctor");
    world.sandbox.resetCounts();
    const role = `arn:aws:iam::${ACCOUNT}:role/roster`;
    const assumed = await runCommand(doctor, { cwd: testdir({}), env, today: new Date() }, ["--role", role]);
    expect([assumed.code, assumed.out.includes("could not check")]).toEqual([0, false]);
    await runCommand(doctor, { cwd: testdir({}), env, today: new Date() }, ["--role", `${role}-misspelt`]);
    const guarded = await runCommand(doctor, { cwd: testdir({}), env, today: new Date() }, [
      "--role",
      role.replace(/roster$/, "guarded"),
    ]);
    expect([guarded.code, guarded.out.includes("could not")]).toEqual([3, false]);
    expect(called()).toEqual(actionsOf("doctor"));
  });

  test("doctor, as a role", async () => {
    await makeRole("ops");
    const PolicyDocument = JSON.stringify(policyFor("doctor", ACCOUNT));
    await world.admin.call("iam:PutRolePolicy", { RoleName: "ops", PolicyName: "doctor", PolicyDocument });
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/ops`;
    const { Credentials } = await world.admin.call("sts:AssumeRole", { RoleArn, RoleSessionName: "ops" });
    const env = {
      ...world.env,
      AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
      AWS_SESSION_TOKEN: Credentials?.SessionToken,
    };
    const role = `arn:aws:iam::${ACCOUNT}:role/misspelt`;
    const { code, out } = await runCommand(doctor, { cwd: testdir({}), env, today: new Date() }, ["--role", role]);
    expect([code, out.includes("it needs iam:")]).toEqual([3, false]);
    expect(out).toContain("permission   ok              a policy of the caller allows sts:AssumeRole on the role");
  });

  async function makeRole(RoleName: string, more: object = {}): Promise<void> {
    const trust = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "sts:AssumeRole", ...more },
      ],
    };
    await world.admin.call("iam:CreateRole", { RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) });
  }
});

test("the policy of a command is written for the partition of the account", () => {
  const resources = policyFor("preflight", ACCOUNT, "aws-us-gov").Statement.map(({ Resource }) => Resource);
  expect(resources).toEqual([
    "arn:aws-us-gov:iam::123456789012:user/*",
    "arn:aws-us-gov:iam::123456789012:group/*",
    "arn:aws-us-gov:kms:*:123456789012:key/*",
    "arn:aws-us-gov:s3:::*",
    "*",
  ]);
});
