import { actionsBeyond, allowedActions } from "../../src/policy/allowed-actions";
import { type Policy, readPolicy } from "../../src/policy/document";
import { waysNamed } from "../../src/policy/naming";
import { allowsEverything } from "../../src/policy/policy-power";

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
  expect(allowsEverything(policy(allow(Action, Resource)))).toBe(expected);
});

test("a condition does not make everything harmless; a Deny of everything does", () => {
  const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
  expect(allowsEverything(policy(allow("*", "*", { Condition })))).toBe(true);
  expect(allowsEverything(policy({ ...allow("*"), Effect: "Deny" }))).toBe(false);
  expect(allowsEverything(policy(allow("*"), { ...allow("*"), Effect: "Deny" }))).toBe(false);
  expect(allowsEverything(policy(allow("*"), { ...allow("iam:*"), Effect: "Deny" }))).toBe(false);
  expect(allowsEverything(policy(allow("*"), { ...allow("*", "*", { Condition }), Effect: "Deny" }))).toBe(true);
});

test("allowed actions are listed once, sorted; text that is not an action is not repeated", () => {
  const actions = allowedActions(
    policy(
      allow(["s3:Put*", "s3:Get*", "s3:Get*", "<script>", `s3:${"A".repeat(200)}`]),
      { Effect: "Allow", NotAction: ["iam:*", "<b>"], Resource: "*" },
      { ...allow("ec2:*"), Effect: "Deny" },
    ),
  );
  expect(actions).toEqual(["all but iam:*", "s3:Get*", "s3:Put*"]);
});

test.each([
  [["s3:Get*", "ec2:*"], ["s3:Get*", "iam:*"], ["iam:*"], ["ec2:*"]],
  [["s3:Get*"], ["s3:*"], ["s3:*"], []],
  [["s3:getobject"], ["S3:Get*"], ["S3:Get*"], []],
  [[], ["iam:*", "s3:Get*"], ["iam:*", "s3:Get*"], []],
])("%j becomes %j: more %j, less %j", (before, after, more, less) => {
  expect([actionsBeyond(after, before), actionsBeyond(before, after)]).toEqual([more, less]);
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
