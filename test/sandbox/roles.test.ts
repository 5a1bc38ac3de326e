import * as Iam from "@aws-sdk/client-iam";
import * as Sts from "@aws-sdk/client-sts";
import type { Runtime, Session } from "../../src/sandbox/call";
import { addAccount, addAdministratorRole, emptyState } from "../../src/sandbox/index";
import { forgetEndedSessions, forgetSessionsOf } from "../../src/sandbox/sessions";
import { totpCode, totpStep } from "../../src/sandbox/totp";
import { ACCOUNT, allow, type Clients, type Running, refusal, start, twoCodes, wellKnown } from "./helpers";

/** The role that cannot be assumed: each of its five sides, wrong and right. */
let running: Running;
let bot: Clients;
let now: Date;
const OTHER = "210987654321";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deployer`;
const BOT = `arn:aws:iam::${ACCOUNT}:user/bot`;

const trust = (AWS: string, Condition?: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole", ...(Condition ? { Condition } : {}) }],
  });

beforeEach(async () => {
  now = new Date("2026-03-01T12:00:00Z");
  const state = emptyState();
  addAccount(state, OTHER);
  running = await start({ state, clock: () => now });
  const { iam } = running;
  await iam.send(new Iam.CreateUserCommand({ UserName: "bot" }));
  const { AccessKey } = await iam.send(new Iam.CreateAccessKeyCommand({ UserName: "bot" }));
  bot = running.as({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: "x" });
  await iam.send(new Iam.CreateRoleCommand({ RoleName: "deployer", AssumeRolePolicyDocument: trust(ACCOUNT) }));
});
afterEach(() => running.close());

const permit = () =>
  running.iam.send(
    new Iam.PutUserPolicyCommand({
      UserName: "bot",
      PolicyName: "assume",
      PolicyDocument: allow("sts:AssumeRole", ROLE),
    }),
  );
const trusting = (document: string) =>
  running.iam.send(new Iam.UpdateAssumeRolePolicyCommand({ RoleName: "deployer", PolicyDocument: document }));
const assume = (more: Partial<Sts.AssumeRoleCommandInput> = {}, who: Clients = bot) =>
  who.sts.send(new Sts.AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "ci", ...more }));
const denied = (resource = ROLE) =>
  `403 AccessDenied User: ${BOT} is not authorized to perform: sts:AssumeRole on resource: ${resource}`;

test("trust in the account leaves it to the caller's own policies", async () => {
  expect(await refusal(assume())).toBe(`${denied()} because no identity-based policy allows the sts:AssumeRole action`);
  await permit();
  expect(await refusal(assume())).toBe("no error");
});

test("trust in the user by name is enough within the account", async () => {
  await trusting(trust(BOT));
  expect(await refusal(assume())).toBe("no error");
});

test("fails where the trust policy names somebody else, and where there is no such role", async () => {
  await permit();
  await trusting(trust(OTHER));
  expect(await refusal(assume())).toBe(denied());
  const typo = ROLE.replace("deployer", "deploier");
  expect(await refusal(assume({ RoleArn: typo }))).toBe(denied(typo));
});

test("fails without the ExternalId, or with a wrong one", async () => {
  await permit();
  await trusting(trust(ACCOUNT, { StringEquals: { "sts:ExternalId": "acme-prod" } }));
  expect(await refusal(assume())).toBe(denied());
  expect(await refusal(assume({ ExternalId: "acme-test" }))).toBe(denied());
  expect(await refusal(assume({ ExternalId: "acme-prod" }))).toBe("no error");
});

test("fails without MFA where the trust policy requires it, and takes a code once", async () => {
  await permit();
  await trusting(trust(ACCOUNT, { Bool: { "aws:MultiFactorAuthPresent": "true" } }));
  expect(await refusal(assume())).toBe(denied());
  const made = await running.iam.send(new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "bot" }));
  const { SerialNumber, Base32StringSeed } = made.VirtualMFADevice ?? {};
  const code = () => totpCode(Buffer.from(Base32StringSeed ?? []).toString(), totpStep(now));
  expect(await refusal(assume({ SerialNumber, TokenCode: code() }))).toBe(
    "403 AccessDenied MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
  );
  await running.iam.send(
    new Iam.EnableMFADeviceCommand({ UserName: "bot", SerialNumber, ...twoCodes(Base32StringSeed, now) }),
  );
  const wrong = "403 AccessDenied MultiFactorAuthentication failed with invalid MFA one time pass code.";
  expect(await refusal(assume({ SerialNumber, TokenCode: "000000" }))).toBe(wrong);
  expect(await refusal(assume({ SerialNumber, TokenCode: code() }))).toBe("no error");
  expect(await refusal(assume({ SerialNumber, TokenCode: code() }))).toBe(wrong);
  now = new Date(now.getTime() + 30_000);
  expect(await refusal(assume({ SerialNumber, TokenCode: code() }))).toBe("no error");
});

test("another account's user needs both sides", async () => {
  const theirs = running.as(wellKnown("admin", OTHER));
  await theirs.iam.send(new Iam.CreateRoleCommand({ RoleName: "deployer", AssumeRolePolicyDocument: trust(BOT) }));
  const RoleArn = `arn:aws:iam::${OTHER}:role/deployer`;
  expect(await refusal(assume({ RoleArn }))).toBe(
    `${denied(RoleArn)} because no identity-based policy allows the sts:AssumeRole action`,
  );
  await running.iam.send(
    new Iam.PutUserPolicyCommand({
      UserName: "bot",
      PolicyName: "assume",
      PolicyDocument: allow("sts:AssumeRole", RoleArn),
    }),
  );
  expect((await assume({ RoleArn })).AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${OTHER}:assumed-role/deployer/ci`);
});

test("a session is its role, may what the role may, and ends", async () => {
  await permit();
  const { Credentials } = await assume({ DurationSeconds: 900 });
  const session = running.as({
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  });
  const me = `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/ci`;
  expect((await session.sts.send(new Sts.GetCallerIdentityCommand({}))).Arn).toBe(me);
  expect(await refusal(session.iam.send(new Iam.ListUsersCommand({})))).toBe(
    `403 AccessDenied User: ${me} is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${ACCOUNT}:user/ because no identity-based policy allows the iam:ListUsers action`,
  );
  await running.iam.send(
    new Iam.AttachRolePolicyCommand({ RoleName: "deployer", PolicyArn: "arn:aws:iam::aws:policy/IAMReadOnlyAccess" }),
  );
  expect(await refusal(session.iam.send(new Iam.ListUsersCommand({})))).toBe("no error");
  now = new Date(now.getTime() + 901_000);
  expect(await refusal(session.iam.send(new Iam.ListUsersCommand({})))).toMatch(/^403 ExpiredToken/);
});

test("fails for root, for too long a session, and for a principal that does not exist", async () => {
  await permit();
  expect(await refusal(assume({}, running.as(wellKnown("root"))))).toBe(
    "403 AccessDenied Roles may not be assumed by root accounts.",
  );
  expect(await refusal(assume({ DurationSeconds: 7200 }))).toBe(
    "400 ValidationError The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  );
  expect(await refusal(trusting(trust(`arn:aws:iam::${ACCOUNT}:user/nobody`)))).toBe(
    `400 MalformedPolicyDocument Invalid principal in policy: "AWS":"arn:aws:iam::${ACCOUNT}:user/nobody"`,
  );
});

test("the administrator of the sandbox needs the trust of the role, and no policy", async () => {
  expect(await refusal(assume({}, running))).toBe("no error");
  await trusting(trust(BOT));
  expect(await refusal(assume({}, running))).toMatch(
    /^403 AccessDenied User: .*SandboxAdministrator\/sandbox is not authorized/,
  );
});

test("a session of GetSessionToken may call IAM only with MFA", async () => {
  await running.iam.send(
    new Iam.PutUserPolicyCommand({ UserName: "bot", PolicyName: "read", PolicyDocument: allow("iam:GetUser") }),
  );
  const made = await running.iam.send(new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "bot" }));
  const { SerialNumber, Base32StringSeed } = made.VirtualMFADevice ?? {};
  await running.iam.send(
    new Iam.EnableMFADeviceCommand({ UserName: "bot", SerialNumber, ...twoCodes(Base32StringSeed, now) }),
  );
  const open = async (mfa: object) => {
    const { Credentials } = await bot.sts.send(new Sts.GetSessionTokenCommand(mfa));
    return running.as({
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: "x",
      sessionToken: Credentials?.SessionToken ?? "",
    });
  };
  const bare = await open({});
  expect((await bare.sts.send(new Sts.GetCallerIdentityCommand({}))).Arn).toBe(BOT);
  expect(await refusal(bare.iam.send(new Iam.GetUserCommand({})))).toMatch(/^403 InvalidClientTokenId/);
  const TokenCode = totpCode(Buffer.from(Base32StringSeed ?? []).toString(), totpStep(now));
  const strong = await open({ SerialNumber, TokenCode });
  expect(await refusal(strong.iam.send(new Iam.GetUserCommand({})))).toBe("no error");
});

test("a session ends with its user, whoever takes the name after", async () => {
  const { Credentials } = await bot.sts.send(new Sts.GetSessionTokenCommand({}));
  const session = running.as({
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: "x",
    sessionToken: Credentials?.SessionToken ?? "",
  });
  expect((await session.sts.send(new Sts.GetCallerIdentityCommand({}))).Arn).toBe(BOT);
  const UserName = "bot";
  const { AccessKeyMetadata = [] } = await running.iam.send(new Iam.ListAccessKeysCommand({ UserName }));
  for (const { AccessKeyId } of AccessKeyMetadata)
    await running.iam.send(new Iam.DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  await running.iam.send(new Iam.DeleteUserCommand({ UserName }));
  await running.iam.send(new Iam.CreateUserCommand({ UserName }));
  for (const client of [session, bot])
    expect(await refusal(client.sts.send(new Sts.GetCallerIdentityCommand({})))).toMatch(/^403 InvalidClientTokenId/);
});

test("what is remembered of sessions ends with the user, the role and, a day later, by itself", () => {
  const common = { accessKeyId: "ASIA", sessionToken: "x", accountId: ACCOUNT, mfa: false, startedAt: 0 };
  const day = 24 * 3600 * 1000;
  const role = (roleId: string) => ({ roleId, sessionName: "ci", policies: [] });
  const runtime: Pick<Runtime, "sessions"> = {
    sessions: new Map<string, Session>([
      ["of the user", { ...common, expiration: 2 * day, userId: "AIDA1" }],
      ["of another user", { ...common, expiration: 2 * day, userId: "AIDA2" }],
      ["of the role", { ...common, expiration: 2 * day, role: role("AROA1") }],
      ["ended yesterday", { ...common, expiration: day, userId: "AIDA2" }],
      ["ended an hour ago", { ...common, expiration: 2 * day - 3_600_000, userId: "AIDA2" }],
    ]),
  };
  forgetSessionsOf(runtime, "AIDA1");
  forgetSessionsOf(runtime, "AROA1");
  forgetEndedSessions(runtime, new Date(2 * day + 1));
  expect([...runtime.sessions.keys()]).toEqual(["of another user", "ended an hour ago"]);
});

test("the role of a configuration is put into a state, and may do everything", async () => {
  const RoleArn = `arn:aws:iam::${OTHER}:role/automation/iam-roster`;
  addAdministratorRole(running.sandbox.state, { roleArn: RoleArn, externalId: "acme-prod", trustedAccountId: ACCOUNT });
  expect(await refusal(assume({ RoleArn }, running))).toMatch(/^403 AccessDenied /);
  const { Credentials } = await assume({ RoleArn, ExternalId: "acme-prod" }, running);
  const { iam } = running.as({
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: "x",
    sessionToken: Credentials?.SessionToken ?? "",
  });
  const { User } = await iam.send(new Iam.CreateUserCommand({ UserName: "alice" }));
  expect(User?.Arn).toBe(`arn:aws:iam::${OTHER}:user/alice`);
  expect(() => addAdministratorRole(emptyState(), { roleArn: "arn:aws:iam::210987654321:user/alice" })).toThrow(
    new RangeError("Not the ARN of a role: arn:aws:iam::210987654321:user/alice"),
  );
});
