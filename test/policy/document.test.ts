import fc from "fast-check";
import { readPolicy } from "../../src/policy/document";
import { decodeDocument, encodeDocument } from "../../src/policy/encoding";
import { policySize } from "../../src/policy/size";
import { identityPolicyRefusal } from "../../src/policy/validity";
import { literalVariable } from "../../src/policy/variables";

const dollar = "$";

test("lists are made lists, principals told apart by kind, and conditions one by one", () => {
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Sid: "One",
      Effect: "Deny",
      NotPrincipal: { AWS: ["123456789012", "AIDAEXAMPLE"], Service: "ec2.amazonaws.com" },
      NotAction: "s3:*",
      Resource: ["a", "b"],
      Condition: { Bool: { "aws:SecureTransport": false, "aws:ViaAWSService": "true" }, NumericEquals: { n: [1, 2] } },
    },
  });
  expect(readPolicy(text)).toEqual({
    version: "2012-10-17",
    faults: [],
    statements: [
      {
        place: 0,
        sid: "One",
        effect: "Deny",
        actions: undefined,
        notActions: ["s3:*"],
        resources: ["a", "b"],
        notResources: undefined,
        principals: undefined,
        notPrincipals: [
          { kind: "AWS", id: "123456789012" },
          { kind: "AWS", id: "AIDAEXAMPLE" },
          { kind: "Service", id: "ec2.amazonaws.com" },
        ],
        conditions: [
          { operator: "Bool", key: "aws:SecureTransport", values: ["false"] },
          { operator: "Bool", key: "aws:ViaAWSService", values: ["true"] },
          { operator: "NumericEquals", key: "n", values: ["1", "2"] },
        ],
      },
    ],
  });
});

test.each(["", "null", "[]", '"text"', "{", undefined, null, 5])("fails when %j is given: not a policy", (given) => {
  expect(readPolicy(given)).toBeUndefined();
});

test("fails when elements are malformed: all faults are said, and the rest is read", () => {
  const policy = readPolicy({
    Version: "2013-01-01",
    Comment: "",
    Statement: [{ Effect: "allow", Action: ["s3:Get*", 5], NotAction: [], Principal: "arn:x", Note: "" }, "text"],
  });
  expect(policy?.faults.map(({ place, kind, message }) => [place, kind, message])).toEqual([
    [undefined, "syntax", "Comment is not an element of a policy"],
    [undefined, "syntax", "Version must be 2012-10-17 or 2008-10-17"],
    [0, "syntax", "Note is not an element of a statement"],
    [0, "syntax", "Action and NotAction exclude each other"],
    [0, "syntax", "Action must be text or a list of texts"],
    [0, "case", "Effect must be Allow or Deny, not allow"],
    [0, "principal", "Principal must be * or names by their kind"],
    [1, "syntax", "a statement must be an object"],
  ]);
  expect(policy?.statements).toMatchObject([{ place: 0, effect: "Allow", actions: ["s3:Get*", "5"] }]);
});

test("whatever the JSON, it is read or refused, never a crash, and AWS's answer is a value", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (json) => {
      for (const text of [json, `{"Statement":${json}}`, `{"Statement":[{"Condition":${json},"Action":${json}}]}`]) {
        readPolicy(text);
        expect(identityPolicyRefusal(text, "managed")?.words).toEqual(expect.any(String));
      }
    }),
  );
});

test("fails on a value that JavaScript cannot turn into text, as on any other that is no text", () => {
  const Action = [{ toString: 1, valueOf: 1 }];
  expect(readPolicy({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] })?.statements[0]?.actions).toEqual([]);
});

test("a document is encoded and decoded; what is not encoded stays", () => {
  const text = '{"Statement":"100% (*)!"}';
  expect(encodeDocument(text)).toBe("%7B%22Statement%22%3A%22100%25%20%28%2A%29%21%22%7D");
  expect([decodeDocument(encodeDocument(text)), decodeDocument(text), decodeDocument("%E0%A4%A")]).toEqual([
    text,
    text,
    "%E0%A4%A",
  ]);
});

test("the size of a policy is its characters without white space", () => {
  expect(policySize('{ "a" :\n\t"é b" }')).toBe('{"a":"éb"}'.length);
  expect(policySize({ a: "é b" })).toBe('{"a":"éb"}'.length);
});

test("a variable is found in what AWS reads for variables, unless the version has them", () => {
  const policy = (Version: string, Statement: object) => readPolicy({ Version, Statement });
  const found = (Version: string, Statement: object) => {
    const read = policy(Version, Statement);
    return read && literalVariable(read);
  };
  const Resource = [`arn:aws:s3:::a/${dollar}{aws:username}/*`];
  expect(found("2008-10-17", { Resource })).toBe(`${dollar}{aws:username}`);
  expect(found("2012-10-17", { Resource })).toBeUndefined();
  expect(found("2008-10-17", { Condition: { StringLike: { "s3:prefix": `${dollar}{aws:userid}` } } })).toBe(
    `${dollar}{aws:userid}`,
  );
  expect(found("2008-10-17", { Resource: [`${dollar}{`.repeat(100_000)] })).toBeUndefined();
});
