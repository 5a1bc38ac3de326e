import fc from "fast-check";
import { type Context, contextOf } from "../../src/policy/context";
import { denialOf, denialWords } from "../../src/policy/denial";
import { type Policy, readPolicy } from "../../src/policy/document";
import { type Decision, evaluate, type Policies } from "../../src/policy/evaluate";
import type { Who } from "../../src/policy/principals";

const account = "123456789012";
const user: Who = {
  arn: `arn:aws:iam::${account}:user/ci`,
  principalArn: `arn:aws:iam::${account}:user/ci`,
  accountId: account,
};
const session: Who = {
  arn: `arn:aws:sts::${account}:assumed-role/deploy/run`,
  principalArn: `arn:aws:iam::${account}:role/ops/deploy`,
  accountId: account,
};

const known = contextOf(new Map([["aws:username", ["ci"]]]));
const unsure: Context = (key) => (key === "aws:SourceIp" ? { kind: "not known", why: "?" } : known(key));

function policy(...Statement: readonly object[]): Policy {
  const read = readPolicy({ Version: "2012-10-17", Statement });
  if (read === undefined) throw new Error("not a policy");
  return read;
}

const allow = (Action: string, more: object = {}) => ({ Effect: "Allow", Action, Resource: "*", ...more });
const deny = (Action: string, more: object = {}) => ({ Effect: "Deny", Action, Resource: "*", ...more });
const fromHere = { Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } };
const nowhere = { Condition: { StringEquals: { "aws:username": "nobody" } } };
const AWS = (id: string) => ({ Principal: { AWS: id } });

const on = (
  kind: "resource-based policy" | "role trust policy",
  who: Who,
  statements: readonly object[],
  isSameAccount = true,
) => ({ kind, policy: policy(...statements), who, isSameAccount });

const decide = (policies: Partial<Policies>, action = "s3:GetObject"): Decision =>
  evaluate({ identity: [], limits: [], ...policies }, { action, resource: "arn:aws:s3:::ledger/a", context: unsure });

/** `allowed`, `denied: no permissions boundary`, `not known: Deny in identity-based policy`. */
function text({ verdict, because }: Decision): string {
  if (because === undefined) return verdict;
  return `${verdict}: ${because.explicit ? "Deny in" : "no Allow in"} ${because.policy}`;
}

const boundary = (...statements: readonly object[]) => ({
  limits: [{ kind: "permissions boundary" as const, policies: [policy(...statements)] }],
});

describe("policies of who asks", () => {
  test.each([
    ["nothing allows it", [], "denied: no Allow in identity-based policy"],
    ["an Allow covers it", [allow("s3:Get*")], "allowed"],
    ["actions are matched whatever their case", [allow("S3:getobject")], "allowed"],
    ["an Allow is about another action", [allow("s3:Put*")], "denied: no Allow in identity-based policy"],
    [
      "an Allow is about another thing",
      [allow("s3:*", { Resource: "arn:aws:s3:::b/*" })],
      "denied: no Allow in identity-based policy",
    ],
    [
      "NotAction leaves it out",
      [{ ...allow("x"), Action: undefined, NotAction: "s3:*" }],
      "denied: no Allow in identity-based policy",
    ],
    ["NotAction is about others", [{ ...allow("x"), Action: undefined, NotAction: "iam:*" }], "allowed"],
    [
      "NotResource leaves it out",
      [{ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::ledger/*" }],
      "denied: no Allow in identity-based policy",
    ],
    [
      "a statement without actions covers none",
      [{ Effect: "Allow", Resource: "*" }],
      "denied: no Allow in identity-based policy",
    ],
    ["a Deny wins", [allow("*"), deny("s3:*")], "denied: Deny in identity-based policy"],
    ["a Deny whose condition fails", [allow("*"), deny("s3:*", nowhere)], "allowed"],
    ["an Allow on what is not known", [allow("*", fromHere)], "not known: no Allow in identity-based policy"],
    ["a Deny on what is not known", [allow("*"), deny("*", fromHere)], "not known: Deny in identity-based policy"],
    ["an Allow on what is not known, beside a sure one", [allow("*", fromHere), allow("*")], "allowed"],
    [
      "a Deny on what is not known, where nothing allows",
      [deny("*", fromHere)],
      "denied: no Allow in identity-based policy",
    ],
  ])("%s", (_what, statements: readonly object[], expected) => {
    expect(text(decide({ identity: [policy(...statements)] }))).toBe(expected);
  });
});

describe("a boundary and the policies of a session", () => {
  const identity = [policy(allow("*"))];
  test.each([
    ["allow it too", [allow("s3:*")], "allowed"],
    ["do not allow it", [allow("iam:*")], "denied: no Allow in permissions boundary"],
    ["deny it", [allow("*"), deny("*")], "denied: Deny in permissions boundary"],
  ])("%s", (_what, statements, expected) => {
    expect(text(decide({ identity, ...boundary(...statements) }))).toBe(expected);
  });

  test("alone allow nothing", () => {
    expect(text(decide(boundary(allow("*"))))).toBe("denied: no Allow in identity-based policy");
  });

  test("each must allow", () => {
    const limits = [
      { kind: "permissions boundary" as const, policies: [policy(allow("*"))] },
      { kind: "session policy" as const, policies: [policy(allow("iam:*"))] },
    ];
    expect(text(decide({ identity, limits }))).toBe("denied: no Allow in session policy");
  });
});

describe("a policy on the thing itself", () => {
  const resource = (who: Who, ...statements: readonly object[]) => ({
    resource: on("resource-based policy", who, statements),
  });
  test.each([
    ["names the user: enough", user, AWS(user.arn), "allowed"],
    ["names anybody: enough", user, { Principal: "*" }, "allowed"],
    [
      "names the account: the user's own policies decide",
      user,
      AWS(account),
      "denied: no Allow in identity-based policy",
    ],
    [
      "names the account's root: as the account",
      user,
      AWS(`arn:aws:iam::${account}:root`),
      "denied: no Allow in identity-based policy",
    ],
    [
      "names the account in another partition",
      user,
      AWS(`arn:aws-cn:iam::${account}:root`),
      "denied: no Allow in identity-based policy",
    ],
    ["names a deleted user", user, AWS("AIDAEXAMPLE"), "denied: no Allow in identity-based policy"],
    ["names a service", user, { Principal: { Service: "*" } }, "denied: no Allow in identity-based policy"],
    ["names the session: enough", session, AWS(session.arn), "allowed"],
    ["names the role: enough", session, AWS(session.principalArn), "allowed"],
  ])("%s", (_what, who, principal, expected) => {
    expect(text(decide(resource(who, allow("s3:*", principal))))).toBe(expected);
  });

  test("of a role that it names the boundary still limits, of a user it does not", () => {
    const limits = boundary(allow("iam:*"));
    const named = (who: Who, id: string) => text(decide({ ...limits, ...resource(who, allow("*", AWS(id))) }));
    expect(named(user, user.arn)).toBe("allowed");
    expect(named(session, session.arn)).toBe("allowed");
    expect(named(session, session.principalArn)).toBe("denied: no Allow in permissions boundary");
  });

  test("a Deny of the caller's own wins over it", () => {
    expect(text(decide({ identity: [policy(deny("s3:*"))], ...resource(user, allow("*", AWS(user.arn))) }))).toBe(
      "denied: Deny in identity-based policy",
    );
  });

  test("a Deny to all but some exempts these, and not their whole account", () => {
    const identity = [policy(allow("*"))];
    const but = (id: string) =>
      text(decide({ identity, ...resource(user, { Effect: "Deny", NotPrincipal: { AWS: id }, Action: "*" }) }));
    expect(but(user.arn)).toBe("allowed");
    expect(but(account)).toBe("denied: Deny in resource-based policy");
    expect(but(session.principalArn)).toBe("denied: Deny in resource-based policy");
  });

  test("what is not known may be what is enough", () => {
    expect(text(decide(resource(user, allow("*", { ...AWS(user.arn), ...fromHere }))))).toBe(
      "not known: no Allow in identity-based policy",
    );
  });
});

describe("a role's trust policy", () => {
  const assume = (policies: Partial<Policies>) => text(decide(policies, "sts:AssumeRole"));
  const may = { identity: [policy(allow("sts:AssumeRole"))] };
  const trust = (principal: object, isSameAccount = true) => ({
    resource: on(
      "role trust policy",
      user,
      [{ Effect: "Allow", Action: "sts:AssumeRole", ...principal }],
      isSameAccount,
    ),
  });

  test("must allow, whatever the caller's own policies say", () => {
    expect(assume({ ...may, ...trust(AWS("210987654321")) })).toBe("denied: no Allow in role trust policy");
  });

  test("of the account leaves it to the caller's own policies", () => {
    expect(assume(trust(AWS(account)))).toBe("denied: no Allow in identity-based policy");
    expect(assume({ ...may, ...trust(AWS(account)) })).toBe("allowed");
  });

  test("that names the user is enough within one account only", () => {
    expect(assume(trust(AWS(user.arn)))).toBe("allowed");
    expect(assume(trust(AWS(user.arn), false))).toBe("denied: no Allow in identity-based policy");
    expect(assume({ ...may, ...trust(AWS(user.arn), false) })).toBe("allowed");
  });

  test("on conditions that are not known", () => {
    expect(assume({ ...may, ...trust({ ...AWS(account), ...fromHere }) })).toBe(
      "not known: no Allow in role trust policy",
    );
  });
});

test("a decision has the statements that are about the request, with what became of their conditions", () => {
  const { statements } = decide({
    identity: [policy(allow("iam:*"), allow("s3:*", nowhere), deny("s3:Delete*"), allow("s3:Get*"))],
  });
  expect(statements.map(({ statement, verdict, conditions }) => [statement.place, verdict, conditions])).toEqual([
    [1, "fails", [expect.objectContaining({ key: "aws:username", verdict: "fails", given: ["ci"] })]],
    [3, "holds", []],
  ]);
});

test("the path of a session's role may be unknown", () => {
  const statements = [allow("*", AWS(`arn:aws:iam::${account}:role/ops/deploy`))];
  const who = { ...session, principalArn: `arn:aws:iam::${account}:role/deploy` };
  const named = (given: Who) => text(decide({ resource: on("resource-based policy", given, statements) }));
  expect(named(who)).toBe("denied: no Allow in identity-based policy");
  expect(named({ ...who, pathKnown: false })).toBe("allowed");
});

test("one more Deny never allows, one more Allow never denies", () => {
  const statement = fc.record({
    Effect: fc.constantFrom("Allow", "Deny"),
    Action: fc.constantFrom("*", "s3:*", "s3:GetObject", "iam:*"),
    Resource: fc.constantFrom("*", "arn:aws:s3:::ledger/*", "arn:aws:s3:::other/*"),
    Condition: fc.constantFrom({}, fromHere.Condition, nowhere.Condition),
  });
  const rank = { denied: 0, "not known": 1, allowed: 2 };
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 6 }), statement, (statements, more) => {
      const of = (list: readonly object[]) => rank[decide({ identity: [policy(...list)] }).verdict];
      const [before, after] = [of(statements), of([...statements, more])];
      if (more.Effect === "Deny") expect(after).toBeLessThanOrEqual(before);
      else expect(after).toBeGreaterThanOrEqual(before);
    }),
  );
});

test("AWS's words for a refusal are read as they are written", () => {
  for (const policyKind of ["identity-based policy", "permissions boundary", "VPC endpoint policy"] as const) {
    for (const explicit of [true, false]) {
      const words = denialWords({ policy: policyKind, explicit }, "iam:GetUser");
      expect(denialOf(`User: ci is not authorized ${words}`)).toEqual({ policy: policyKind, explicit });
    }
  }
  expect(denialWords({ policy: "identity-based policy", explicit: true }, "iam:GetUser")).toBe(
    "with an explicit deny in an identity-based policy",
  );
  expect(denialOf("Access Denied")).toBeUndefined();
});
