import { planOf as readPlan } from "../../src/plan/read";
import { reviewPlan } from "../../src/review/build";
import { accessLines } from "../../src/review/render/access";
import { planOf, type World, type WorldUser } from "./world";

const policy = (...statements: readonly object[]) => ({ Version: "2012-10-17", Statement: statements });
const allow = (Action: string | readonly string[], Resource: string | readonly string[] = "*", more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const deny = (Action: string | readonly string[], Resource = "*") => ({ ...allow(Action, Resource), Effect: "Deny" });
const region = { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } };

const worldOf = (dana: WorldUser | undefined, more: Partial<World> = {}): World => ({
  users: { ...(dana === undefined ? {} : { dana }), erin: {} },
  groups: {},
  policies: {},
  ...more,
});
const has = (...statements: readonly object[]): WorldUser => ({ inline: { own: policy(...statements) } });

/** What the review says above everything else, and which of the dangers about it close the gate. */
function told(before: World, after: World): string[] {
  const review = reviewPlan(readPlan(planOf(before, after, { memberships: "of users", attachments: "single" })), {
    now: new Date(0),
  });
  const ids = review.gate.closedBy.filter((id) => /^a(dministrator|ccess)-/.test(id));
  return [...accessLines(review, (text) => text), ...ids];
}

test.each<[string, WorldUser, WorldUser, readonly string[]]>([
  [
    "a wider resource, and a way to power",
    has(allow("s3:GetObject", "arn:aws:s3:::acme-logs/*")),
    has(
      allow(["s3:GetObject"], "arn:aws:s3:::acme-logs/*"),
      allow(["s3:DeleteObject", "s3:RestoreObject"]),
      allow(["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"]),
    ),
    [
      "dana gains write access to s3 objects in every bucket (before: read in acme-logs); write access to lambda functions on every resource; write access to iam roles on every resource, and can now become administrator through iam:PassRole with lambda (inline policy own)",
      "administrator-granted",
    ],
  ],
  [
    "Get* becomes everything: no loss",
    has(allow("s3:Get*")),
    has(allow("s3:*")),
    ["dana gains full access to s3 in every bucket (before: read in every bucket)"],
  ],
  [
    "a condition is removed",
    has(allow("dynamodb:PutItem", "*", region)),
    has(allow("dynamodb:PutItem")),
    [
      "dana gains write access to dynamodb tables on every resource (a condition on it is removed) (before: write on every resource)",
    ],
  ],
  [
    "a condition is added",
    has(allow("dynamodb:PutItem")),
    has(allow("dynamodb:PutItem", "*", region)),
    ["dana loses write access to dynamodb tables on every resource (it has a condition now)"],
  ],
  [
    "a Deny is removed",
    has(allow("sqs:SendMessage"), deny("sqs:*", "arn:aws:sqs:*:*:billing")),
    has(allow("sqs:SendMessage")),
    [
      "dana gains write access to sqs queues on arn:aws:sqs:*:*:billing (a Deny on it is removed) (before: write on * but arn:aws:sqs:*:*:billing)",
    ],
  ],
  [
    "NotAction loses an exception",
    has({ Effect: "Allow", NotAction: ["iam:*", "sts:*", "s3:DeleteBucket"], Resource: "*" }),
    has({ Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" }),
    [
      "dana gains write access to s3 buckets in every bucket (before: permissions management, write, tagging, read and list in every bucket)",
    ],
  ],
  [
    "NotResource loses an exception",
    has({ Effect: "Allow", Action: "sns:Publish", NotResource: ["arn:aws:sns:*:*:a", "arn:aws:sns:*:*:b"] }),
    has({ Effect: "Allow", Action: "sns:Publish", NotResource: ["arn:aws:sns:*:*:a"] }),
    [
      "dana gains write access to sns topics on all but arn:aws:sns:*:*:a (before: write on all but arn:aws:sns:*:*:a, arn:aws:sns:*:*:b)",
    ],
  ],
  [
    "a policy of AWS that nobody knows",
    { managed: [] },
    { managed: ["aws:NewerThanTheList"] },
    ["dana gets access that is not known here: policy NewerThanTheList", "access-not-known"],
  ],
  [
    "the boundary is removed",
    { ...has(allow("sqs:*")), boundary: "limit" },
    has(allow("sqs:*")),
    [
      "dana gains full access to sqs queues on every resource (the permissions boundary allows it now) (before: read on every resource)",
    ],
  ],
  [
    "the same in other words",
    has(allow(["s3:GetObject", "s3:Get*"])),
    has(allow("s3:Get*"), allow("s3:getobject")),
    [],
  ],
  [
    "the same in two policies",
    has(allow(["s3:Get*", "s3:Put*"])),
    { inline: { a: policy(allow("s3:Get*")), b: policy(allow("s3:Put*")) } },
    [],
  ],
])("%s", (_what, before, after, expected) => {
  const policies = { limit: policy(allow(["sqs:Get*", "sqs:List*"])) };
  expect(told(worldOf(before, { policies }), worldOf(after, { policies }))).toEqual(expected);
});

test("a group that gains is told once for all its members, and a role for who may assume it", () => {
  const users = Object.fromEntries(["ann", "ben", "cleo"].map((name) => [name, { groups: ["ops"] }]));
  const roleOf = (Action: string): NonNullable<World["roles"]> => ({
    reader: {
      trust: policy({
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:user/ann" },
        Action: "sts:AssumeRole",
      }),
      inline: { own: policy(allow(Action)) },
    },
  });
  const before = { users, groups: { ops: {} }, policies: {}, roles: roleOf("sqs:GetQueueUrl") };
  expect(told(before, { ...before, groups: { ops: { managed: ["aws:AmazonSQSReadOnlyAccess"] } } })).toEqual([
    "ann gains read access to sqs on every resource (before: read on every resource)",
    "ben, cleo gain read access to sqs on every resource",
  ]);
  expect(told(before, { ...before, roles: roleOf("sqs:*") })).toEqual([
    "ann gains full access to sqs on every resource as role reader (before: read on every resource)",
  ]);
});
