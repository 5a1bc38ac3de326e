import {
  paginateValidatePolicy,
  ValidatePolicyCommand,
  type ValidatePolicyCommandInput,
} from "@aws-sdk/client-accessanalyzer";
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { allow, type Clients, type Running, refusal, start } from "./helpers";

let running: Running;
beforeAll(async () => {
  running = await start();
});
afterAll(() => running.close());

const trust = {
  policyType: "RESOURCE_POLICY",
  validatePolicyResourceType: "AWS::IAM::AssumeRolePolicyDocument",
} as const;

/** Findings as one line each: `ERROR MISSING_ACTION Statement.0`. */
async function judged(document: unknown, more: Partial<ValidatePolicyCommandInput> = {}): Promise<string[]> {
  const policyDocument = typeof document === "string" ? document : JSON.stringify(document);
  const input = { policyDocument, policyType: "IDENTITY_POLICY", ...more } as const;
  const { findings = [] } = await running.analyzer.send(new ValidatePolicyCommand(input));
  return findings.map(({ findingType, issueCode, locations }) => {
    const path = locations?.[0]?.path?.map((step) => step.value ?? step.index ?? step.key).join(".");
    return [findingType, issueCode, path].join(" ").trim();
  });
}

const policy = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" };

test("a policy that AWS takes, and that makes nobody an administrator, has no findings", async () => {
  expect(await judged(policy(read))).toEqual([]);
  expect(
    await judged(policy({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "123456789012" } }), trust),
  ).toEqual([]);
  const passedTo = { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } };
  expect(await judged(policy({ Effect: "Allow", Action: "iam:PassRole", Resource: "*", Condition: passedTo }))).toEqual(
    [],
  );
  expect(
    await judged(policy({ ...read, Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/ec2" })),
  ).toEqual([]);
  expect(await judged(policy({ Effect: "Deny", Action: "iam:PassRole", Resource: "*" }))).toEqual([]);
});

test.each<[string, unknown, string[]]>([
  ["it is no JSON", "{", ["ERROR JSON_SYNTAX_ERROR"]],
  ["it is a list", "[]", ["ERROR JSON_SYNTAX_ERROR"]],
  ["it has no statement", { Version: "2012-10-17" }, ["ERROR MISSING_STATEMENT"]],
  ["it has no version", { Statement: [read] }, ["WARNING MISSING_VERSION"]],
  ["its version is another", { Version: "2020-01-01", Statement: [read] }, ["ERROR INVALID_VERSION Version"]],
  ["an element is unknown", policy({ ...read, Foo: "x" }), ["ERROR INVALID_POLICY_ELEMENT Statement.0.Foo"]],
  [
    "two elements exclude each other",
    policy({ ...read, NotAction: "s3:PutObject" }),
    ["ERROR UNSUPPORTED_ELEMENT_COMBINATION Statement.0.Action"],
  ],
  ["it has no effect", policy({ ...read, Effect: undefined }), ["ERROR MISSING_EFFECT Statement.0"]],
  ["its effect is another", policy({ ...read, Effect: "Permit" }), ["ERROR INVALID_EFFECT Statement.0.Effect"]],
  ["its effect is misspelt", policy({ ...read, Effect: "allow" }), ["ERROR INVALID_EFFECT Statement.0.Effect"]],
  ["it has no action", policy({ ...read, Action: undefined }), ["ERROR MISSING_ACTION Statement.0"]],
  [
    "an action has no service",
    policy(read, { ...read, Action: ["s3:Get*", "GetObject"] }),
    ["ERROR INVALID_ACTION Statement.1.Action.1"],
  ],
  [
    "a service cannot be one",
    policy({ ...read, Action: "s_3:GetObject" }),
    ["ERROR INVALID_SERVICE_IN_ACTION Statement.0.Action"],
  ],
  ["it has no resource", policy({ ...read, Resource: undefined }), ["ERROR MISSING_RESOURCE Statement.0"]],
  ["a resource is no ARN", policy({ ...read, Resource: "acme" }), ["ERROR INVALID_ARN_PREFIX Statement.0.Resource"]],
  ["an ARN is cut", policy({ ...read, Resource: "arn:aws:s3:acme" }), ["ERROR MISSING_ARN_FIELD Statement.0.Resource"]],
  [
    "a partition does not exist",
    policy({ ...read, Resource: "arn:moon:s3:::acme" }),
    ["ERROR INVALID_PARTITION Statement.0.Resource"],
  ],
  [
    "IAM has no regions",
    policy({ ...read, Resource: "arn:aws:iam:us-east-1:123456789012:user/a" }),
    ["ERROR ARN_REGION_NOT_ALLOWED Statement.0.Resource"],
  ],
  [
    "an operator is unknown",
    policy({ ...read, Condition: { StringEqual: { "aws:username": "a" } } }),
    ["ERROR INVALID_CONDITION_OPERATOR Statement.0.Condition.StringEqual"],
  ],
  ["a Sid has a blank", policy({ ...read, Sid: "read it" }), ["ERROR UNSUPPORTED_SID Statement.0.Sid"]],
  [
    "a Sid comes twice",
    policy({ ...read, Sid: "a" }, { ...read, Sid: "a" }),
    ["ERROR UNIQUE_SIDS_REQUIRED Statement.1.Sid"],
  ],
  ["it names a principal", policy({ ...read, Principal: "*" }), ["ERROR UNSUPPORTED_PRINCIPAL Statement.0.Principal"]],
  [
    "a single statement stands without a list",
    { Version: "2012-10-17", Statement: { ...read, Sid: "a b" } },
    ["ERROR UNSUPPORTED_SID Statement.Sid"],
  ],
])("fails when %s", async (_, document, expected) => {
  expect(await judged(document)).toEqual(expected);
});

test.each<[string, object, string[]]>([
  ["no principal", { Effect: "Allow", Action: "sts:AssumeRole" }, ["ERROR MISSING_PRINCIPAL Statement.0"]],
  [
    "an action of another service",
    { Effect: "Allow", Principal: "*", Action: "s3:GetObject" },
    ["ERROR UNSUPPORTED_ACTION_IN_POLICY Statement.0"],
  ],
  [
    "a resource",
    { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole", Resource: "*" },
    ["ERROR INVALID_POLICY_ELEMENT Statement.0"],
  ],
])("fails when a trust policy has %s", async (_, statement, expected) => {
  expect(await judged(policy(statement), trust)).toEqual(expected);
});

test.each<[string, object, string[]]>([
  [
    "iam:PassRole on everything",
    { Action: "iam:PassRole", Resource: "*" },
    ["SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_RESOURCE Statement.0.Resource"],
  ],
  [
    "iam:PassRole on some roles",
    { Action: ["s3:GetObject", "iam:passrole"], Resource: "arn:aws:iam::*:role/*" },
    ["SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_RESOURCE Statement.0.Resource"],
  ],
  [
    "iam:PassRole with a service",
    { Action: ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], Resource: "*" },
    ["SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_RESOURCE Statement.0.Resource"],
  ],
  [
    "everything",
    { Action: "*", Resource: "*" },
    [
      "SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE Statement.0.Resource",
      "SECURITY_WARNING SANDBOX_FULL_ACCESS Statement.0",
    ],
  ],
  [
    "a policy on oneself",
    { Action: "iam:PutUserPolicy", Resource: "*" },
    ["SECURITY_WARNING SANDBOX_PUT_USER_POLICY Statement.0"],
  ],
  [
    "iam:PassRole but for some roles",
    { Action: "iam:PassRole", NotResource: "arn:aws:iam::123456789012:role/a" },
    ["SECURITY_WARNING PASS_ROLE_WITH_NOT_RESOURCE Statement.0.NotResource"],
  ],
  [
    "all but some actions",
    {
      NotAction: ["iam:Put*", "iam:Add*", "iam:Attach*", "iam:Create*", "iam:Set*", "iam:Update*", "sts:*"],
      Resource: "*",
    },
    ["SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION Statement.0.Resource"],
  ],
])("warns of %s", async (_, statement, expected) => {
  expect(await judged(policy({ Effect: "Allow", ...statement }))).toEqual(expected);
});

test("a finding says what AWS says, where, and where to read more", async () => {
  const policyDocument = JSON.stringify(policy({ Effect: "Allow", Action: "iam:PassRole", Resource: "*" }), null, 2);
  const { findings } = await running.analyzer.send(
    new ValidatePolicyCommand({ policyDocument, policyType: "IDENTITY_POLICY" }),
  );
  const offset = policyDocument.indexOf('"*"');
  expect(findings).toEqual([
    {
      findingType: "SECURITY_WARNING",
      issueCode: "PASS_ROLE_WITH_STAR_IN_RESOURCE",
      findingDetails:
        "Using the iam:PassRole action with wildcards (*) in the resource can be overly permissive because it allows iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.",
      learnMoreLink:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-pass-role-with-star-in-resource",
      locations: [
        {
          path: [{ value: "Statement" }, { index: 0 }, { value: "Resource" }],
          span: { start: { line: 7, column: 18, offset }, end: { line: 7, column: 21, offset: offset + 3 } },
        },
      ],
    },
  ]);
});

test("findings come in pages, each of them once", async () => {
  const policyDocument = allow(Array.from({ length: 7 }, (_, index) => `Get${index}`));
  const pages = paginateValidatePolicy(
    { client: running.analyzer, pageSize: 3 },
    { policyDocument, policyType: "IDENTITY_POLICY" },
  );
  const sizes: number[] = [];
  const found = new Set<string>();
  for await (const { findings = [] } of pages) {
    sizes.push(findings.length);
    for (const { findingDetails = "" } of findings) found.add(findingDetails);
  }
  expect([sizes, found.size]).toEqual([[3, 3, 1], 7]);
});

test("it refuses what it does not understand, and who may not ask", async () => {
  const ask = (input: object, by: Clients = running) =>
    refusal(by.analyzer.send(new ValidatePolicyCommand(input as ValidatePolicyCommandInput)));
  const document = { policyDocument: allow("s3:GetObject") };
  const identity = { ...document, policyType: "IDENTITY_POLICY" };
  expect(await ask(document)).toBe(
    "400 Validation 1 validation error detected: Value at 'policyType' failed to satisfy constraint: Member must not be null",
  );
  expect(await ask({ ...identity, nextToken: "?" })).toBe("400 Validation The specified next token is invalid.");
  expect(await ask({ ...identity, policyType: "SERVICE_CONTROL_POLICY" })).toBe(
    "400 Validation The sandbox validates identity policies and trust policies of roles.",
  );
  const { iam } = running;
  await iam.send(new CreateUserCommand({ UserName: "dana" }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "dana" }));
  const dana = running.as({
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  });
  expect(await ask(identity, dana)).toBe(
    "403 AccessDenied User: arn:aws:iam::123456789012:user/dana is not authorized to perform: access-analyzer:ValidatePolicy on resource: * because no identity-based policy allows the access-analyzer:ValidatePolicy action",
  );
  const allowed = { UserName: "dana", PolicyName: "validate", PolicyDocument: allow("access-analyzer:ValidatePolicy") };
  await iam.send(new PutUserPolicyCommand(allowed));
  expect(await ask(identity, dana)).toBe("no error");
  running.sandbox.setFaults({ throttle: 1 });
  expect(await ask(identity)).toBe("429 Throttling Rate exceeded");
  running.sandbox.setFaults({});
});
