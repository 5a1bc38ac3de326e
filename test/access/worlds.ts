import fc from "fast-check";
import type { World } from "./world";

const account = "123456789012";
const iam = (rest: string) => `arn:aws:iam::${account}:${rest}`;
const one = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);

const actions = one(
  ...[
    "*",
    "iam:*",
    "iam:Get*",
    "iam:GetUser",
    "iam:getuser",
    "iam:List*",
    "iam:ListUsers",
    "iam:Delete*",
    "iam:DeleteGroup",
  ],
  ...[
    "iam:GetGroup",
    "iam:*Group*",
    "iam:GetPolicy",
    "s3:*",
    "s3:Get*",
    "s3:GetBucketPolicy",
    "?am:Get????",
    "none:Such*",
  ],
);
const resources = one(
  ...["*", iam("*"), iam("user/*"), iam("user/alice"), iam("user/${aws:username}"), "arn:aws:iam::*:user/b*"],
  ...[
    iam("group/*"),
    iam("group/dev"),
    iam("policy/p?"),
    "arn:aws:s3:::*",
    "arn:aws:s3:::acme-*",
    "arn:aws:s3:::acme-logs",
  ],
);
const condition = one(
  { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
  { StringEquals: { "aws:username": "alice" } },
  { StringLike: { "aws:username": ["b*", "c*"] } },
  { StringNotEquals: { "aws:username": "bob" } },
  { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
  { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
);
const some = (values: fc.Arbitrary<string>) => fc.uniqueArray(values, { minLength: 1, maxLength: 3 });

const statement = fc.record({
  effect: fc.oneof({ weight: 4, arbitrary: fc.constant("Allow") }, { weight: 1, arbitrary: fc.constant("Deny") }),
  actions: some(actions),
  notAction: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  resources: some(resources),
  notResource: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  condition: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: condition }),
});

const document = fc
  .uniqueArray(statement, { minLength: 1, maxLength: 3, comparator: () => false })
  .map((statements) => ({
    Version: "2012-10-17",
    Statement: statements.map((each) => ({
      Effect: each.effect,
      [each.notAction ? "NotAction" : "Action"]: each.actions,
      [each.notResource ? "NotResource" : "Resource"]: each.resources,
      ...(each.condition === undefined ? {} : { Condition: each.condition }),
    })),
  }));

const maybe = <Value>(values: fc.Arbitrary<Value>, weight = 2) =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: values });
const policyNames = ["p1", "p2", "p3"] as const;
const managed = fc.uniqueArray(
  one(...policyNames, "aws:AmazonS3ReadOnlyAccess", "aws:IAMReadOnlyAccess", "aws:AWSDenyAll"),
  {
    maxLength: 2,
  },
);
const inline = maybe(document.map((push) => ({ push }))).map((given) => (given === undefined ? {} : { inline: given }));
const groupNames = ["dev", "ops"] as const;

const user = fc
  .record({
    inline,
    managed,
    groups: fc.uniqueArray(one(...groupNames), { maxLength: 2 }),
    boundary: maybe(one(...policyNames), 4),
  })
  .map(({ inline: given, managed: policies, groups, boundary }) => ({
    ...given,
    ...{ managed: policies, groups },
    ...(boundary === undefined ? {} : { boundary }),
  }));
const group = fc
  .record({ inline, managed })
  .map(({ inline: given, managed: policies }) => ({ ...given, managed: policies }));

const policies = fc.record({ p1: document, p2: document, p3: document });
export const userNames = ["alice", "bob", "carol"] as const;

export const world: fc.Arbitrary<World> = fc.record({
  users: fc.record({ alice: user, bob: user, carol: user }),
  groups: fc.record({ dev: group, ops: group }),
  policies,
});

/** A world and what an edit makes of it: one part or several are written anew. */
export const edited: fc.Arbitrary<{ readonly before: World; readonly after: World }> = fc
  .record({
    before: world,
    other: world,
    users: fc.subarray([...userNames]),
    groups: fc.subarray([...groupNames]),
    policies: fc.subarray([...policyNames], { maxLength: 2 }),
  })
  .map(({ before, other, ...parts }) => {
    const mixed = <Part>(
      mine: Readonly<Record<string, Part>>,
      theirs: Readonly<Record<string, Part>>,
      names: readonly string[],
    ) =>
      Object.fromEntries(
        Object.entries(mine).map(([name, part]) => [name, (names.includes(name) ? theirs[name] : part) ?? part]),
      );
    const after: World = {
      users: mixed(before.users, other.users, parts.users),
      groups: mixed(before.groups, other.groups, parts.groups),
      policies: mixed(before.policies, other.policies, parts.policies),
    };
    return { before, after };
  });
