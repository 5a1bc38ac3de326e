import * as Iam from "@aws-sdk/client-iam";
import { ACCOUNT, allow, type Running, refusal, start } from "./helpers";

let running: Running;
const arn = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const everything = allow("*");

beforeAll(async () => {
  running = await start();
  const { iam } = running;
  await iam.send(new Iam.CreateUserCommand({ UserName: "dana", Path: "/people/" }));
  await iam.send(new Iam.CreateGroupCommand({ GroupName: "developers" }));
  await iam.send(new Iam.AddUserToGroupCommand({ UserName: "dana", GroupName: "developers" }));
  await iam.send(
    new Iam.PutUserPolicyCommand({ UserName: "dana", PolicyName: "logs", PolicyDocument: allow("logs:Get*") }),
  );
  await iam.send(
    new Iam.PutGroupPolicyCommand({
      GroupName: "developers",
      PolicyName: "push",
      PolicyDocument: policy(
        { Effect: "Allow", Action: "codecommit:GitPush", Resource: "*" },
        { Effect: "Deny", Action: "codecommit:DeleteRepository", Resource: "*" },
      ),
    }),
  );
  const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
  await iam.send(new Iam.CreatePolicyCommand({ PolicyName: "only-s3", PolicyDocument: allow("s3:*") }));
  await iam.send(new Iam.CreateUserCommand({ UserName: "bounded", PermissionsBoundary: arn("policy/only-s3") }));
  await iam.send(new Iam.AttachUserPolicyCommand({ UserName: "bounded", PolicyArn }));
  await iam.send(new Iam.CreateUserCommand({ UserName: "eve", PermissionsBoundary: arn("policy/only-s3") }));
  await iam.send(new Iam.AttachUserPolicyCommand({ UserName: "eve", PolicyArn }));
  await iam.send(new Iam.CreateGroupCommand({ GroupName: "movers" }));
  await iam.send(new Iam.AddUserToGroupCommand({ UserName: "eve", GroupName: "movers" }));
  const Deny = policy({ Effect: "Deny", Action: "s3:PutObject", Resource: "*" });
  await iam.send(new Iam.PutGroupPolicyCommand({ GroupName: "movers", PolicyName: "keep", PolicyDocument: Deny }));
});
afterAll(() => running.close());

async function simulate(input: Iam.SimulatePrincipalPolicyCommandInput) {
  const { EvaluationResults = [] } = await running.iam.send(new Iam.SimulatePrincipalPolicyCommand(input));
  return EvaluationResults;
}

async function custom(input: Iam.SimulateCustomPolicyCommandInput) {
  const { EvaluationResults = [] } = await running.iam.send(new Iam.SimulateCustomPolicyCommand(input));
  return EvaluationResults;
}

const decisions = (results: readonly Iam.EvaluationResult[]) =>
  results.map(({ EvalActionName, EvalResourceName, EvalDecision }) => [EvalActionName, EvalResourceName, EvalDecision]);
const ids = ({ MatchedStatements = [] }: Iam.EvaluationResult = { EvalActionName: "", EvalDecision: "allowed" }) =>
  MatchedStatements.map(({ SourcePolicyId, SourcePolicyType }) => [SourcePolicyId, SourcePolicyType]);

test("a user is judged with the policies of the groups, in the order of the request", async () => {
  const results = await simulate({
    PolicySourceArn: arn("user/people/dana"),
    ActionNames: ["logs:GetLogEvents", "codecommit:GitPush", "codecommit:DeleteRepository", "codecommit:GitPull"],
  });
  expect(decisions(results)).toEqual([
    ["logs:GetLogEvents", "*", "allowed"],
    ["codecommit:GitPush", "*", "allowed"],
    ["codecommit:DeleteRepository", "*", "explicitDeny"],
    ["codecommit:GitPull", "*", "implicitDeny"],
  ]);
  expect(results.map(ids)).toEqual([
    [["user_dana_logs", "IAM Policy"]],
    [["group_developers_push", "IAM Policy"]],
    [["group_developers_push", "IAM Policy"]],
    [],
  ]);
});

test("a group is judged by its own policies", async () => {
  const results = await simulate({
    PolicySourceArn: arn("group/developers"),
    ActionNames: ["codecommit:GitPush", "logs:GetLogEvents"],
  });
  expect(results.map(({ EvalDecision }) => EvalDecision)).toEqual(["allowed", "implicitDeny"]);
});

test("each resource has its decision, in the order of the request, page by page", async () => {
  const PolicyInputList = [allow("s3:GetObject", "arn:aws:s3:::logs/*")];
  const ActionNames = ["s3:PutObject", "s3:GetObject"];
  const ResourceArns = ["arn:aws:s3:::payroll/a", "arn:aws:s3:::logs/a"];
  const wanted = [
    ["s3:PutObject", "arn:aws:s3:::payroll/a", "implicitDeny"],
    ["s3:PutObject", "arn:aws:s3:::logs/a", "implicitDeny"],
    ["s3:GetObject", "arn:aws:s3:::payroll/a", "implicitDeny"],
    ["s3:GetObject", "arn:aws:s3:::logs/a", "allowed"],
  ];
  const whole = await custom({ PolicyInputList, ActionNames, ResourceArns });
  expect(decisions(whole)).toEqual(wanted);
  const specific = whole.flatMap(({ ResourceSpecificResults = [] }) => ResourceSpecificResults);
  expect(specific.map((each) => each.EvalResourceDecision)).toEqual(wanted.map(([, , decision]) => decision));
  const paged: Iam.EvaluationResult[] = [];
  for await (const page of Iam.paginateSimulateCustomPolicy(
    { client: running.iam, pageSize: 3 },
    { PolicyInputList, ActionNames, ResourceArns },
  ))
    paged.push(...(page.EvaluationResults ?? []));
  expect(decisions(paged)).toEqual(wanted);
});

test("statements are cited where AWS says that they are", async () => {
  // As answers of AWS that people published: https://github.com/ScottLogic/blog, and the old AdministratorAccess.
  const compact = policy(
    { Effect: "Deny", Action: "iam:*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "s3", Effect: "Allow", Action: "s3:*", Resource: "*" },
  );
  const second = compact.indexOf(',{"Sid"');
  const old = JSON.stringify(JSON.parse(everything), undefined, 2);
  const single =
    '{\n  "Version": "2012-10-17",\n  "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}\n}';
  const results = await custom({ PolicyInputList: [compact, old, single], ActionNames: ["s3:GetObject"] });
  expect(results[0]?.MatchedStatements).toEqual([
    {
      SourcePolicyId: "PolicyInputList.1",
      SourcePolicyType: "IAM Policy",
      StartPosition: { Line: 1, Column: second + 1 },
      EndPosition: { Line: 1, Column: compact.lastIndexOf("}]") + 2 },
    },
    {
      SourcePolicyId: "PolicyInputList.2",
      SourcePolicyType: "IAM Policy",
      StartPosition: { Line: 3, Column: 17 },
      EndPosition: { Line: 8, Column: 6 },
    },
    {
      SourcePolicyId: "PolicyInputList.3",
      SourcePolicyType: "IAM Policy",
      StartPosition: { Line: 3, Column: 16 },
      EndPosition: { Line: 3, Column: 70 },
    },
  ]);
  const first = compact.indexOf("[{") + 2;
  const denied = await custom({
    PolicyInputList: [compact],
    ActionNames: ["iam:ListUsers"],
    ContextEntries: [{ ContextKeyName: "aws:SecureTransport", ContextKeyType: "boolean", ContextKeyValues: ["false"] }],
  });
  expect(denied[0]?.EvalDecision).toBe("explicitDeny");
  expect(denied[0]?.MatchedStatements).toMatchObject([
    { StartPosition: { Line: 1, Column: first }, EndPosition: { Line: 1, Column: second + 1 } },
  ]);
});

test("a boundary limits, and the answer says so", async () => {
  const PolicySourceArn = arn("user/bounded");
  const ActionNames = ["s3:GetObject", "iam:CreateUser"];
  const within = await simulate({ PolicySourceArn, ActionNames });
  expect(within.map((each) => [each.EvalDecision, each.PermissionsBoundaryDecisionDetail])).toEqual([
    ["allowed", { AllowedByPermissionsBoundary: true }],
    ["implicitDeny", { AllowedByPermissionsBoundary: false }],
  ]);
  const instead = await simulate({
    PolicySourceArn,
    ActionNames,
    PermissionsBoundaryPolicyInputList: [
      policy({ Effect: "Allow", Action: "iam:*", Resource: "*" }, { Effect: "Deny", Action: "s3:*", Resource: "*" }),
    ],
  });
  expect(instead.map(({ EvalDecision }) => EvalDecision)).toEqual(["explicitDeny", "allowed"]);
  expect(ids(instead[0])).toEqual([["PermissionsBoundaryPolicyInputList.1", "IAM Permissions Boundary Policy"]]);
  const without = await custom({ PolicyInputList: [everything], ActionNames });
  expect(without.map((each) => each.PermissionsBoundaryDecisionDetail)).toEqual([undefined, undefined]);
});

const kept = ["allowed", "explicitDeny", "implicitDeny"];
test.each<[string, Iam.PolicyIdentifier, string[]]>([
  ["nothing that is not attached", { PolicyArn: arn("policy/else") }, kept],
  ["a boundary", { PolicyType: "permission-boundary" }, ["allowed", "explicitDeny", "allowed"]],
  ["AWS's policies", { PolicyType: "aws-managed" }, ["implicitDeny", "explicitDeny", "implicitDeny"]],
  [
    "a policy by a pattern",
    { PolicyArn: "arn:aws:iam::aws:policy/Admin*Acces?" },
    ["implicitDeny", "explicitDeny", "implicitDeny"],
  ],
  ["none of the account's own where none is attached", { PolicyType: "user-managed" }, kept],
  ["inline policies", { PolicyType: "inline" }, ["allowed", "allowed", "implicitDeny"]],
  [
    "an inline policy of a group",
    { InlinePolicyIdentifier: { PolicyName: "keep", AttachmentType: "group", AttachmentName: "mov*" } },
    ["allowed", "allowed", "implicitDeny"],
  ],
  [
    "no inline policy of another holder",
    { InlinePolicyIdentifier: { PolicyName: "keep", AttachmentType: "user", AttachmentName: "*" } },
    kept,
  ],
  ["nothing for an organization's policies", { PolicyType: "scp" }, kept],
])("PolicyExclusionList leaves out %s", async (_what, identifier, expected) => {
  const results = await simulate({
    PolicySourceArn: arn("user/eve"),
    ActionNames: ["s3:GetObject", "s3:PutObject", "iam:CreateUser"],
    PolicyExclusionList: [identifier],
  });
  expect(results.map(({ EvalDecision }) => EvalDecision)).toEqual(expected);
});

test("a policy on the thing is judged for a user", async () => {
  const ResourcePolicy = policy(
    { Effect: "Allow", Principal: { AWS: arn("user/people/dana") }, Action: "s3:GetObject", Resource: "*" },
    { Effect: "Deny", Principal: "*", Action: "s3:DeleteObject", Resource: "*" },
  );
  const input = {
    PolicyInputList: [allow("s3:DeleteObject")],
    ActionNames: ["s3:GetObject", "s3:DeleteObject"],
    ResourceArns: ["arn:aws:s3:::payroll/a"],
    ResourcePolicy,
  };
  const same = await custom({ ...input, CallerArn: arn("user/people/dana") });
  expect(same.map((each) => [each.EvalDecision, ...ids(each)])).toEqual([
    ["allowed", ["ResourcePolicy", "Resource Policy"]],
    ["explicitDeny", ["ResourcePolicy", "Resource Policy"]],
  ]);
  const foreign = await custom({
    ...input,
    CallerArn: arn("user/people/dana"),
    ResourceOwner: "arn:aws:iam::210987654321:root",
  });
  expect(foreign.map(({ EvalDecision }) => EvalDecision)).toEqual(["implicitDeny", "explicitDeny"]);
  const role = running.iam.send(new Iam.SimulateCustomPolicyCommand({ ...input, CallerArn: arn("role/deployer") }));
  expect(await refusal(role)).toBe("400 InvalidInput Invalid caller - Caller must be an IAM user in this context.");
});

test("what the policies ask for and nobody gave is told", async () => {
  const PolicyInputList = [
    allow("s3:*", "arn:aws:s3:::home/${aws:username}/*", {
      StringEquals: { "s3:prefix": "a", "aws:PrincipalTag/team": "web" },
    }),
    allow("ec2:*", "*", { Bool: { "aws:MultiFactorAuthPresent": "true" } }),
  ];
  const ContextEntries = [{ ContextKeyName: "S3:prefix", ContextKeyType: "string" as const, ContextKeyValues: ["a"] }];
  const ActionNames = ["s3:GetObject"];
  const everywhere = await custom({ PolicyInputList, ActionNames, ContextEntries });
  const missing = ["aws:PrincipalTag/team", "aws:username", "aws:MultiFactorAuthPresent"];
  expect(everywhere[0]?.MissingContextValues).toEqual(missing);
  const at = await custom({ PolicyInputList, ActionNames, ContextEntries, ResourceArns: ["arn:aws:s3:::home/dana/a"] });
  expect(at[0]?.MissingContextValues).toEqual([]);
  expect(at[0]?.ResourceSpecificResults?.[0]?.MissingContextValues).toEqual(missing);
  const dana = await simulate({
    PolicySourceArn: arn("user/people/dana"),
    PolicyInputList: [allow("s3:*", "arn:aws:s3:::home/${aws:username}/*")],
    ActionNames,
    ResourceArns: ["arn:aws:s3:::home/dana/a", "arn:aws:s3:::home/bob/a"],
  });
  expect(dana.map(({ EvalDecision }) => EvalDecision)).toEqual(["allowed", "implicitDeny"]);
});

const dana = { PolicySourceArn: arn("user/people/dana"), ActionNames: ["s3:GetObject"] };
test.each<[string, object, string]>([
  ["an entry that is no policy", { PolicyInputList: ["dana may read"] }, "400 InvalidInput Syntax errors in policy."],
  ["an entry that is a list", { PolicyInputList: ["[]"] }, "400 InvalidInput Syntax errors in policy."],
  ["an entry that is a number", { PolicyInputList: ["5"] }, "400 InvalidInput Syntax errors in policy."],
  [
    "an entry with an action without service",
    { PolicyInputList: [allow("GetObject")] },
    "400 InvalidInput Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
  ],
  [
    "a boundary that is no policy",
    { PermissionsBoundaryPolicyInputList: ["null"] },
    "400 InvalidInput Syntax errors in policy.",
  ],
  ["a resource policy that is none", { ResourcePolicy: "{" }, "400 InvalidInput Syntax errors in policy."],
  [
    "a resource that is no ARN",
    { ResourceArns: ["payroll"] },
    "400 InvalidInput ResourceNames are not in a valid ARN format: payroll.",
  ],
  [
    "the ARN of a session",
    { PolicySourceArn: `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/ci` },
    `400 InvalidInput Invalid Entity Arn: arn:aws:sts::${ACCOUNT}:assumed-role/deployer/ci does not clearly define entity type and name.`,
  ],
  [
    "a user that is not there",
    { PolicySourceArn: arn("user/nobody") },
    `404 NoSuchEntity The principal with ARN ${arn("user/nobody")} cannot be found.`,
  ],
  [
    "an exclusion of two stars",
    { PolicyExclusionList: [{ PolicyArn: "arn:aws:iam::aws:policy/*Read*" }] },
    "400 InvalidInput Policy identifier arn:aws:iam::aws:policy/*Read* is not valid.",
  ],
  [
    "an exclusion without an account",
    { PolicyExclusionList: [{ PolicyArn: "arn:aws:iam::*:policy/ReadOnlyAccess" }] },
    "400 InvalidInput Policy identifier arn:aws:iam::*:policy/ReadOnlyAccess is not valid.",
  ],
])("fails on %s", async (_what, change, expected) => {
  const call = running.iam.send(new Iam.SimulatePrincipalPolicyCommand({ ...dana, ...change }));
  expect(await refusal(call)).toBe(expected);
});

test("fails on a policy of the account that is none, and says which", async () => {
  const { users } = running.sandbox.state.accounts[ACCOUNT] ?? {};
  const { inlinePolicies } = users?.dana ?? {};
  if (inlinePolicies) inlinePolicies.broken = "not a policy";
  expect(await refusal(running.iam.send(new Iam.SimulatePrincipalPolicyCommand(dana)))).toBe(
    "400 InvalidInput Policy user_dana_broken is not a policy document.",
  );
  if (inlinePolicies) delete inlinePolicies.broken;
});
