import * as Iam from "@aws-sdk/client-iam";
import * as Sts from "@aws-sdk/client-sts";
import { addAccount, emptyState } from "../../src/sandbox/index";
import { ACCOUNT, allow, type Clients, type Running, refusal, start, wellKnown } from "./helpers";

let running: Running;
beforeEach(async () => {
  const state = emptyState();
  addAccount(state, "210987654321");
  running = await start({ state });
});
afterEach(() => running.close());

/** A user with a key, and clients that use it. */
async function join(UserName: string, policy?: string): Promise<Clients & { readonly accessKeyId: string }> {
  const { iam } = running;
  await iam.send(new Iam.CreateUserCommand({ UserName }));
  if (policy) await iam.send(new Iam.PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument: policy }));
  const { AccessKey } = await iam.send(new Iam.CreateAccessKeyCommand({ UserName }));
  const accessKeyId = AccessKey?.AccessKeyId ?? "";
  return { ...running.as({ accessKeyId, secretAccessKey: AccessKey?.SecretAccessKey ?? "" }), accessKeyId };
}

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`;
/** The code of a refusal, or "allowed". */
const codeOf = (said: string) => (said === "no error" ? "allowed" : said.split(" ")[1]);
const denied = (action: string, resource: string, why: string) =>
  `403 AccessDenied User: ${arn("user/bot")} is not authorized to perform: ${action} on resource: ${resource} ${why}`;

test("a key identifies its user, through a rename too", async () => {
  const bot = await join("bot");
  expect(await bot.sts.send(new Sts.GetCallerIdentityCommand({}))).toMatchObject({
    Account: ACCOUNT,
    Arn: arn("user/bot"),
  });
  await running.iam.send(new Iam.UpdateUserCommand({ UserName: "bot", NewUserName: "robot", NewPath: "/ci/" }));
  expect(await bot.sts.send(new Sts.GetCallerIdentityCommand({}))).toMatchObject({ Arn: arn("user/ci/robot") });
});

test("accounts are apart, and each has its administrator and its root user", async () => {
  const other = running.as(wellKnown("admin", "210987654321"));
  await other.iam.send(new Iam.CreateUserCommand({ UserName: "alice" }));
  expect((await running.iam.send(new Iam.ListUsersCommand({}))).Users).toEqual([]);
  expect((await other.iam.send(new Iam.ListUsersCommand({}))).Users?.map((user) => user.Arn)).toEqual([
    "arn:aws:iam::210987654321:user/alice",
  ]);
  const root = await running.as(wellKnown("root")).iam.send(new Iam.GetUserCommand({}));
  expect(root.User).toMatchObject({ UserId: ACCOUNT, Arn: arn("root") });
  expect(await refusal(running.iam.send(new Iam.GetUserCommand({})))).toBe(
    "400 ValidationError Must specify userName when calling with non-User credentials",
  );
});

test("fails with a key that is unknown, inactive or deleted, and with an account that is not here", async () => {
  const bot = await join("bot");
  const words = "403 InvalidClientTokenId The security token included in the request is invalid.";
  const whoami = () => refusal(bot.sts.send(new Sts.GetCallerIdentityCommand({})));
  expect(await whoami()).toBe("no error");
  const key = { UserName: "bot", AccessKeyId: bot.accessKeyId };
  await running.iam.send(new Iam.UpdateAccessKeyCommand({ ...key, Status: "Inactive" }));
  expect(await whoami()).toBe(words);
  await running.iam.send(new Iam.DeleteAccessKeyCommand(key));
  expect(await whoami()).toBe(words);
  const stranger = running.as(wellKnown("admin", "999999999999"));
  expect(await refusal(stranger.iam.send(new Iam.ListUsersCommand({})))).toBe(words);
});

test("the use of a key is noted, and told where it was used", async () => {
  const bot = await join("bot", allow("iam:GetUser"));
  const lastUsed = async () =>
    (await running.iam.send(new Iam.GetAccessKeyLastUsedCommand({ AccessKeyId: bot.accessKeyId }))).AccessKeyLastUsed;
  expect(await lastUsed()).toEqual({ Region: "N/A", ServiceName: "N/A" });
  await bot.iam.send(new Iam.GetUserCommand({}));
  expect(await lastUsed()).toEqual({ Region: "us-east-1", ServiceName: "iam", LastUsedDate: expect.any(Date) });
});

test("fails without a policy, and for another resource than the policy names", async () => {
  const bot = await join("bot");
  const read = (UserName: string) => refusal(bot.iam.send(new Iam.GetUserCommand({ UserName })));
  const silent = "because no identity-based policy allows the iam:GetUser action";
  expect(await read("bot")).toBe(denied("iam:GetUser", arn("user/bot"), silent));
  await running.iam.send(
    new Iam.PutUserPolicyCommand({
      UserName: "bot",
      PolicyName: "self",
      PolicyDocument: allow("iam:Get*", arn("user/${aws:username}")),
    }),
  );
  expect(await read("bot")).toBe("no error");
  expect(await read("alice")).toBe(denied("iam:GetUser", arn("user/alice"), silent));
});

test("policies of groups and managed policies count, an explicit deny wins", async () => {
  const bot = await join("bot");
  const { iam } = running;
  await iam.send(new Iam.CreateGroupCommand({ GroupName: "auditors" }));
  await iam.send(new Iam.AddUserToGroupCommand({ UserName: "bot", GroupName: "auditors" }));
  await iam.send(
    new Iam.AttachGroupPolicyCommand({ GroupName: "auditors", PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
  );
  expect(await refusal(bot.iam.send(new Iam.ListUsersCommand({})))).toBe("no error");
  expect(await refusal(bot.iam.send(new Iam.CreateUserCommand({ UserName: "eve" })))).toBe(
    denied("iam:CreateUser", arn("user/eve"), "because no identity-based policy allows the iam:CreateUser action"),
  );
  await iam.send(new Iam.AttachUserPolicyCommand({ UserName: "bot", PolicyArn: "arn:aws:iam::aws:policy/AWSDenyAll" }));
  expect(await refusal(bot.iam.send(new Iam.ListUsersCommand({})))).toBe(
    denied("iam:ListUsers", arn("user/"), "with an explicit deny in an identity-based policy"),
  );
});

test("a permissions boundary limits what policies allow", async () => {
  const bot = await join("bot", allow("*"));
  const { iam } = running;
  const { Policy } = await iam.send(
    new Iam.CreatePolicyCommand({ PolicyName: "boundary", PolicyDocument: allow("iam:List*") }),
  );
  await iam.send(new Iam.PutUserPermissionsBoundaryCommand({ UserName: "bot", PermissionsBoundary: Policy?.Arn }));
  expect(await refusal(bot.iam.send(new Iam.ListUsersCommand({})))).toBe("no error");
  expect(await refusal(bot.iam.send(new Iam.GetUserCommand({})))).toBe(
    denied("iam:GetUser", arn("user/bot"), "because no permissions boundary allows the iam:GetUser action"),
  );
});

test("tags in a creating call need the permission to tag", async () => {
  const bot = await join("bot", allow("iam:CreateUser"));
  const create = (UserName: string, Tags?: Iam.Tag[]) =>
    refusal(bot.iam.send(new Iam.CreateUserCommand({ UserName, Tags })));
  expect(await create("carol")).toBe("no error");
  expect(await create("dave", [{ Key: "Owner", Value: "ops" }])).toBe(
    denied("iam:TagUser", arn("user/dave"), "because no identity-based policy allows the iam:TagUser action"),
  );
});

test("a rename needs the permission on the new name too", async () => {
  const bot = await join("bot", allow("iam:UpdateUser", arn("user/bot")));
  const rename = (input: Iam.UpdateUserCommandInput) => refusal(bot.iam.send(new Iam.UpdateUserCommand(input)));
  expect(await rename({ UserName: "bot" })).toBe("no error");
  expect(await rename({ UserName: "bot", NewUserName: "robot" })).toBe(
    denied("iam:UpdateUser", arn("user/robot"), "because no identity-based policy allows the iam:UpdateUser action"),
  );
});

test("conditions are judged: tags of the request and the resource, the policy that is attached, and unknown operators", async () => {
  const condition = {
    StringEquals: { "aws:RequestTag/Team": "ops" },
    "ForAllValues:StringLike": { "aws:TagKeys": ["Team", "Cost*"] },
  };
  const bot = await join("bot", allow(["iam:CreateUser", "iam:TagUser"], "*", condition));
  const create = async (UserName: string, Tags: Iam.Tag[]) =>
    codeOf(await refusal(bot.iam.send(new Iam.CreateUserCommand({ UserName, Tags }))));
  expect(await create("a", [{ Key: "Team", Value: "ops" }])).toBe("allowed");
  expect(await create("b", [{ Key: "Team", Value: "dev" }])).toBe("AccessDenied");
  expect(
    await create("c", [
      { Key: "Team", Value: "ops" },
      { Key: "Note", Value: "x" },
    ]),
  ).toBe("AccessDenied");
  const only = allow("iam:AttachUserPolicy", "*", {
    ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" },
  });
  await running.iam.send(new Iam.PutUserPolicyCommand({ UserName: "bot", PolicyName: "own", PolicyDocument: only }));
  const attach = async (name: string) =>
    codeOf(
      await refusal(
        bot.iam.send(new Iam.AttachUserPolicyCommand({ UserName: "a", PolicyArn: `arn:aws:iam::aws:policy/${name}` })),
      ),
    );
  expect(await attach("ReadOnlyAccess")).toBe("allowed");
  expect(await attach("AdministratorAccess")).toBe("AccessDenied");
});

test("a person changes the password with the permission, or where the account's policy lets everybody", async () => {
  const bot = await join("bot");
  const { iam } = running;
  await iam.send(
    new Iam.CreateLoginProfileCommand({ UserName: "bot", Password: "Old-passw0rd", PasswordResetRequired: true }),
  );
  const change = (OldPassword: string, NewPassword: string) =>
    refusal(bot.iam.send(new Iam.ChangePasswordCommand({ OldPassword, NewPassword })));
  expect(await change("Old-passw0rd", "New-passw0rd")).toBe(
    denied(
      "iam:ChangePassword",
      arn("user/bot"),
      "because no identity-based policy allows the iam:ChangePassword action",
    ),
  );
  const policy = { AllowUsersToChangePassword: true, MinimumPasswordLength: 12, PasswordReusePrevention: 2 };
  await iam.send(new Iam.UpdateAccountPasswordPolicyCommand(policy));
  const violation = "400 PasswordPolicyViolation Password does not conform to the account password policy.";
  expect(await change("wrong", "New-passw0rd")).toBe("403 AccessDenied The old password was incorrect.");
  expect(await change("Old-passw0rd", "short")).toBe(violation);
  expect(await change("Old-passw0rd", "Old-passw0rd")).toBe(violation);
  expect(await change("Old-passw0rd", "New-passw0rd")).toBe("no error");
  const profile = await iam.send(new Iam.GetLoginProfileCommand({ UserName: "bot" }));
  expect(profile.LoginProfile?.PasswordResetRequired).toBe(false);
});

test("simulated decisions are those of real calls", async () => {
  await join("bot", allow("iam:List*"));
  const { EvaluationResults } = await running.iam.send(
    new Iam.SimulatePrincipalPolicyCommand({
      PolicySourceArn: arn("user/bot"),
      ActionNames: ["iam:ListUsers", "iam:DeleteUser"],
    }),
  );
  expect(EvaluationResults?.map((result) => [result.EvalActionName, result.EvalDecision])).toEqual([
    ["iam:ListUsers", "allowed"],
    ["iam:DeleteUser", "implicitDeny"],
  ]);
});
