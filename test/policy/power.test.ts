import { type Policy, readPolicy } from "../../src/policy/document";
import { waysNamed } from "../../src/policy/naming";
import { allowsBeyond, isAdministratorPolicy, powerOf } from "../../src/policy/power";

function policy(...Statement: readonly object[]): Policy {
  const read = readPolicy({ Version: "2012-10-17", Statement });
  if (read === undefined) throw new Error("not a policy");
  return read;
}
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

test.each([
  ["*", "*", true],
  ["*:*", "*", true],
  ["**", ["arn:aws:s3:::a", "***"], true],
  [["s3:Get*", "*"], "*", true],
  ["*".repeat(200), "*", true],
  ["iam:*", "*", false],
  ["*", "arn:aws:s3:::*", false],
  ["*:Get*", "*", false],
])("%j on %j allows everything: %s", (Action, Resource, expected) => {
  expect(powerOf(policy(allow(Action, Resource))).everything).toBe(expected);
});

test("a condition does not make everything harmless, and a Deny is no power", () => {
  const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
  expect(powerOf(policy(allow("*", "*", { Condition }))).everything).toBe(true);
  expect(powerOf(policy({ ...allow("*"), Effect: "Deny" }))).toEqual({ everything: false, allows: [] });
  expect(powerOf(policy(allow("*"), { ...allow("*"), Effect: "Deny" })).everything).toBe(true);
});

test("allowed actions are listed once, sorted; text that is not an action is not repeated", () => {
  const power = powerOf(
    policy(
      allow(["s3:Put*", "s3:Get*", "s3:Get*", "<script>", `s3:${"A".repeat(200)}`]),
      { Effect: "Allow", NotAction: ["iam:*", "<b>"], Resource: "*" },
      { ...allow("ec2:*"), Effect: "Deny" },
    ),
  );
  expect(power.allows).toEqual(["all but iam:*", "s3:Get*", "s3:Put*"]);
});

test("what one policy allows beyond another", () => {
  const before = powerOf(policy(allow(["s3:Get*", "ec2:*"])));
  const after = powerOf(policy(allow(["s3:Get*", "iam:*"])));
  expect([allowsBeyond(after, before), allowsBeyond(before, after), allowsBeyond(after, undefined)]).toEqual([
    ["iam:*"],
    ["ec2:*"],
    ["iam:*", "s3:Get*"],
  ]);
});

test.each([
  ["arn:aws:iam::aws:policy/AdministratorAccess", true],
  ["arn:aws-us-gov:iam::aws:policy/AdministratorAccess", true],
  ["arn:aws:iam::123456789012:policy/AdministratorAccess", false],
  ["arn:aws:iam::aws:policy/AdministratorAccess-Amplify", false],
])("%s makes an administrator: %s", (arn, expected) => {
  expect(isAdministratorPolicy(arn)).toBe(expected);
});

describe("who is named", () => {
  const alice = { name: "alice", arn: "arn:aws:iam::123456789012:user/alice", userId: "AIDAALICE" };
  test.each([
    ["by ARN", { Principal: { AWS: [alice.arn] } }, ["as principal"]],
    ["by unique id", { Principal: { AWS: "AIDAALICE" } }, ["as principal"]],
    ["as exempt", { NotPrincipal: { AWS: alice.arn } }, ["as principal"]],
    ["as a resource", { Resource: [alice.arn] }, ["as resource"]],
    [
      "in a condition",
      { Condition: { ArnEquals: { "aws:PrincipalArn": alice.arn } } },
      ["in a condition on aws:PrincipalArn"],
    ],
    [
      "by name in a condition",
      { Condition: { StringLike: { "AWS:username": ["bob", "alice"] } } },
      ["in a condition on AWS:username"],
    ],
    [
      "by id in a condition",
      { Condition: { StringLike: { "aws:userid": "AIDAALICE:*" } } },
      ["in a condition on aws:userid"],
    ],
    ["as a service of that name", { Principal: { Service: alice.arn } }, []],
    ["with everybody", { Principal: "*" }, []],
    ["by a pattern that others match", { Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } } }, []],
  ])("%s", (_what, statement, expected) => {
    expect(waysNamed(policy({ Effect: "Allow", Action: "*", ...statement }), alice)).toEqual(expected);
  });

  test("each way once", () => {
    const statement = { Effect: "Allow", Action: "*", Principal: { AWS: alice.arn } };
    expect(
      waysNamed(policy(statement, statement, { ...statement, Principal: "*", Resource: alice.arn }), alice),
    ).toEqual(["as principal", "as resource"]);
  });
});
