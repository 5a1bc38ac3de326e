import { identityPolicyRefusal, type Refusal, trustPolicyRefusal } from "../../src/policy/validity";

/** What IAM says of a document, or "accepted". */
function said(refusal: (text: string) => Refusal | undefined, document: unknown): string {
  return refusal(typeof document === "string" ? document : JSON.stringify(document))?.words ?? "accepted";
}

const bucket = "arn:aws:s3:::reports";
const statement = (change: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: bucket, ...change }],
});
const SYNTAX = "Syntax errors in policy.";
const VERSION = "Policy document must be version 2012-10-17 or greater.";
const LEGACY = "The policy failed legacy parsing";
const VENDOR = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";

/** The sentences are recorded from AWS; the documents are ours, one for each rule behind them. */
test.each<[string, unknown, string]>([
  ["accepts a plain statement", statement({}), "accepted"],
  [
    "accepts a single statement without a list",
    { Version: "2012-10-17", Statement: statement({}).Statement[0] },
    "accepted",
  ],
  [
    "accepts a condition with a set operator",
    statement({ Condition: { "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": ["a*"] } } }),
    "accepted",
  ],
  ["accepts IAM's root", statement({ Action: "sts:*", Resource: "arn:aws:iam::123456789012:root" }), "accepted"],
  ["fails on text that is no JSON", "Alice may read", SYNTAX],
  ["fails on a list", [], SYNTAX],
  ["fails on a version that never was", { ...statement({}), Version: "2013-10-17" }, SYNTAX],
  ["fails without a statement", { Version: "2012-10-17" }, SYNTAX],
  ["fails on no statements", { Version: "2012-10-17", Statement: [] }, SYNTAX],
  ["fails on a key that is not known", { ...statement({}), Comment: "for reports" }, SYNTAX],
  ["fails on an effect that is none", statement({ Effect: "Maybe" }), SYNTAX],
  ["fails on action and not-action", statement({ NotAction: "s3:*" }), SYNTAX],
  [
    "fails on a condition operator that is none",
    statement({ Condition: { StringSounds: { "aws:username": "alice" } } }),
    SYNTAX,
  ],
  ["fails on an old version", { ...statement({}), Version: "2008-10-17" }, VERSION],
  ["fails without a version", { Statement: statement({}).Statement }, VERSION],
  ["fails on an effect in small letters", statement({ Effect: "allow" }), LEGACY],
  ["fails on a date that is none", statement({ Condition: { DateLessThan: { "aws:CurrentTime": "soon" } } }), LEGACY],
  ["fails on an ARN with a part too few", statement({ Resource: "arn:aws:s3::reports" }), LEGACY],
  [
    "fails on two statements of one name",
    {
      Version: "2012-10-17",
      Statement: [
        { ...statement({}).Statement[0], Sid: "Read" },
        { ...statement({}).Statement[0], Sid: "Read" },
      ],
    },
    "Statement IDs (SID) in a single policy must be unique.",
  ],
  ["fails without an action", statement({ Action: undefined }), "Policy statement must contain actions."],
  ["fails on no actions", statement({ Action: [] }), "Policy statement must contain actions."],
  ["fails without a resource", statement({ Resource: undefined }), "Policy statement must contain resources."],
  [
    "fails for want of a resource before it reads the action",
    statement({ Action: "read", Resource: undefined }),
    "Policy statement must contain resources.",
  ],
  ["fails on an action without a service", statement({ Action: "GetObject" }), VENDOR],
  [
    "fails on an action with two colons",
    statement({ Action: "s3:Get:Object" }),
    "Actions/Condition can contain only one colon.",
  ],
  ["fails on a service with a blank", statement({ Action: "s 3:GetObject" }), "Vendor s 3 is not valid"],
  [
    "fails on a resource that is no ARN",
    statement({ Resource: "reports" }),
    'Resource reports must be in ARN format or "*".',
  ],
  ["fails on an empty resource", statement({ Resource: "" }), 'Resource  must be in ARN format or "*".'],
  [
    "fails on a partition that is none",
    statement({ Resource: "arn:mars:s3:::reports" }),
    'Partition "mars" is not valid for resource "arn:mars:s3:::reports".',
  ],
  [
    "fails on a partition in a short ARN",
    statement({ Resource: "x:mars:s3" }),
    'Partition "mars" is not valid for resource "arn:mars:s3:*:*:*".',
  ],
  [
    "fails on an ARN that ends early",
    statement({ Resource: "arn:aws" }),
    "Resource vendor must be fully qualified and cannot contain regexes.",
  ],
  [
    "fails on a region where IAM has none",
    statement({ Resource: "arn:aws:iam:us-east-1:123456789012:user/alice" }),
    "IAM resource arn:aws:iam:us-east-1:123456789012:user/alice cannot contain region information.",
  ],
  [
    "fails on a region where S3 has none",
    statement({ Resource: "arn:aws:s3:us-east-1::reports" }),
    "Resource arn:aws:s3:us-east-1::reports can not contain region information.",
  ],
  [
    "fails on a kind of resource that IAM has not",
    statement({ Resource: "arn:aws:iam::123456789012:alice" }),
    'IAM resource path must either be "*", root, or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
  ],
  ["fails on a principal", statement({ Principal: "*" }), "Policy document should not specify a principal."],
])("a policy %s", (_what, document, expected) => {
  expect(said(identityPolicyRefusal, document)).toBe(expected);
});

const trust = (change: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole", ...change }],
});

test.each<[string, unknown, string]>([
  ["accepts AssumeRole", trust({}), "accepted"],
  ["accepts AssumeRoleWithWebIdentity", trust({ Action: "sts:AssumeRoleWithWebIdentity" }), "accepted"],
  ["fails on text that is no JSON", "{", "This policy contains invalid Json"],
  ["fails on a resource", trust({ Resource: "*" }), "Has prohibited field Resource"],
  ["fails without a principal", trust({ Principal: undefined }), "Missing required field Principal"],
  [
    "fails on another action",
    trust({ Action: "s3:GetObject" }),
    "AssumeRole policy may only specify STS AssumeRole actions.",
  ],
])("a trust policy %s", (_what, document, expected) => {
  expect(said(trustPolicyRefusal, document)).toBe(expected);
});
