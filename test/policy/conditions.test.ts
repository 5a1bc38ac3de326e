import fc from "fast-check";
import { judgeCondition } from "../../src/policy/conditions";
import { type Context, contextOf } from "../../src/policy/context";

const version = "2012-10-17";
const dollar = "$";

const context: Context = contextOf(
  new Map([
    ["aws:username", ["ci"]],
    ["aws:principaltag/team", ["platform"]],
    ["aws:tagkeys", ["Team", "Cost"]],
    ["aws:sourceip", ["203.0.113.7"]],
    ["aws:principalarn", ["arn:aws:iam::123456789012:user/people/ci"]],
    ["sts:rolesessionname", ["ci-*"]],
    ["aws:requesttag/empty", []],
  ]),
);
const unsure: Context = (key) =>
  key === "aws:SourceVpc" ? { kind: "not known", why: "the way to AWS is not known" } : context(key);

const judge = (operator: string, key: string, ...values: string[]) =>
  judgeCondition({ operator, key, values }, version, unsure);

test.each([
  ["StringEquals", "AWS:UserName", ["nobody", "ci"], "holds"],
  ["StringEquals", "aws:username", ["CI"], "fails"],
  ["StringEqualsIgnoreCase", "aws:username", ["CI"], "holds"],
  ["StringNotEquals", "aws:username", ["ci"], "fails"],
  ["StringLike", "aws:username", ["c?"], "holds"],
  ["StringEquals", "aws:username", ["c?"], "fails"],
  ["ArnLike", "aws:PrincipalArn", ["arn:aws:iam::*:user/*"], "holds"],
  ["ArnLike", "aws:PrincipalArn", ["arn:aws:*:user/*"], "holds"],
  ["ArnNotEquals", "aws:PrincipalArn", ["arn:aws:iam::*:role/*"], "holds"],
  ["IpAddress", "aws:SourceIp", ["198.51.100.0/24", "203.0.113.0/24"], "holds"],
  ["NotIpAddress", "aws:SourceIp", ["203.0.113.0/24"], "fails"],
  // Sets.
  ["ForAllValues:StringEquals", "aws:TagKeys", ["Team", "Cost", "Owner"], "holds"],
  ["ForAllValues:StringEquals", "aws:TagKeys", ["Team"], "fails"],
  ["ForAnyValue:StringEquals", "aws:TagKeys", ["Team"], "holds"],
  ["ForAnyValue:StringNotEquals", "aws:TagKeys", ["Team"], "holds"],
  ["ForAnyValue:StringNotEquals", "aws:TagKeys", ["Team", "Cost"], "fails"],
  // What the request does not carry.
  ["StringEquals", "aws:RequestTag/Team", ["x"], "fails"],
  ["StringNotEquals", "aws:RequestTag/Team", ["x"], "holds"],
  ["StringEqualsIfExists", "aws:RequestTag/Team", ["x"], "holds"],
  ["ForAllValues:StringEquals", "aws:RequestTag/Team", ["x"], "holds"],
  ["ForAnyValue:StringEquals", "aws:RequestTag/Team", ["x"], "fails"],
  ["ForAnyValue:StringNotEquals", "aws:RequestTag/Team", ["x"], "fails"],
  ["Null", "aws:RequestTag/Team", ["true"], "holds"],
  ["Null", "aws:RequestTag/Empty", ["true"], "holds"],
  ["Null", "aws:username", ["true"], "fails"],
  ["Null", "aws:username", ["false"], "holds"],
  // Variables.
  ["StringEquals", "aws:username", [`${dollar}{aws:username}`], "holds"],
  ["StringEquals", "aws:username", [`${dollar}{aws:RequestTag/Team}`], "fails"],
  ["StringNotEquals", "aws:username", [`${dollar}{aws:RequestTag/Team}`], "holds"],
  ["StringEquals", "aws:username", [`${dollar}{aws:RequestTag/Team, 'ci'}`], "holds"],
  ["StringLike", "aws:username", [`${dollar}{*}`], "fails"],
  ["StringLike", "sts:RoleSessionName", [`ci-${dollar}{*}`], "holds"],
  ["StringLike", "aws:username", [`c${dollar}{?}`], "fails"],
  // What is not known.
  ["StringEquals", "aws:SourceVpc", ["vpc-1"], "not known"],
  ["StringNotEquals", "aws:SourceVpc", ["vpc-1"], "not known"],
  ["Null", "aws:SourceVpc", ["true"], "not known"],
  ["StringEquals", "aws:username", [`${dollar}{aws:SourceVpc}`, "nobody"], "not known"],
  ["StringEquals", "aws:username", [`${dollar}{aws:SourceVpc}`, "ci"], "holds"],
  ["StringNotEquals", "aws:username", [`${dollar}{aws:SourceVpc}`, "ci"], "fails"],
  ["BinaryEquals", "aws:username", ["Y2k="], "not known"],
  ["StringSounds", "aws:username", ["ci"], "not known"],
  ["toString", "aws:username", ["ci"], "not known"],
])("%s of %s, %j: %s", (operator, key, values, verdict) => {
  expect(judge(operator, key, ...values).verdict).toBe(verdict);
});

test("says what was wanted, what the request carries, and why it is not known", () => {
  expect(judge("StringLike", "aws:username", `${dollar}{aws:PrincipalTag/team}-*`)).toEqual({
    operator: "StringLike",
    key: "aws:username",
    values: [`${dollar}{aws:PrincipalTag/team}-*`],
    verdict: "fails",
    given: ["ci"],
    why: undefined,
    meant: ["platform-*"],
  });
  expect(judge("StringEquals", "aws:username", `${dollar}{aws:SourceVpc}`).why).toBe("the way to AWS is not known");
  expect(judge("StringSounds", "aws:username", "ci").why).toBe("StringSounds is not an operator of AWS");
});

test("a document of the old version has no variables", () => {
  const condition = { operator: "StringEquals", key: "aws:username", values: [`${dollar}{aws:username}`] };
  expect(judgeCondition(condition, "2008-10-17", context)).toMatchObject({ verdict: "fails", meant: condition.values });
  expect(judgeCondition(condition, undefined, context)).toMatchObject({ verdict: "fails", meant: condition.values });
});

test("a negated operator holds where its counterpart fails, as long as everything is known", () => {
  const operators = fc.constantFrom("StringEquals", "StringLike", "StringEqualsIgnoreCase", "NumericEquals");
  const text = fc.string({ unit: fc.constantFrom("a", "A", "1", "*", "?"), maxLength: 4 });
  fc.assert(
    fc.property(operators, fc.array(text, { minLength: 1 }), text, (operator, values, value) => {
      const of = (name: string) =>
        judgeCondition({ operator: name, key: "k", values }, version, contextOf(new Map([["k", [value]]]))).verdict;
      const negated = operator.replace(/^(String|Numeric)/, "$1Not");
      expect([of(operator), of(negated)].sort()).toEqual(["fails", "holds"]);
    }),
  );
});
