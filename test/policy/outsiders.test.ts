import { readPolicy } from "../../src/policy/document";
import { deniesLost, openingsBeyond, openingsOf } from "../../src/policy/outsiders";

const account = "123456789012";

interface Written {
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: object;
  readonly Effect?: "Deny";
}

const policyOf = (...statements: readonly Written[]) =>
  readPolicy({
    Version: "2012-10-17",
    Statement: statements.map((one) => ({ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...one })),
  }) ?? { version: undefined, statements: [], faults: [] };

const said = ({ who }: { who: { kind: string; id: string; only?: string; narrowedBy: readonly string[] } }) =>
  [who.kind, who.only ?? who.id, ...who.narrowedBy.map((key) => `by ${key}`)].join(" ");

const openings = (...statements: readonly Written[]) => openingsOf(policyOf(...statements), account).map(said);
const anybody = { Principal: "*" };
const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });
const github = {
  Principal: { Federated: "token.actions.githubusercontent.com" },
  Action: "sts:AssumeRoleWithWebIdentity",
};
const sub = "token.actions.githubusercontent.com:sub";

test.each<[string, readonly Written[], readonly string[]]>([
  ["everybody", [anybody], ["anybody *"]],
  ["everybody, as AWS", [{ Principal: { AWS: "*" } }], ["anybody *"]],
  ["all but one", [{ NotPrincipal: { AWS: `arn:aws:iam::${account}:user/bob` } }], ["anybody *"]],
  ["the account itself", [{ Principal: { AWS: `arn:aws:iam::${account}:root` } }], []],
  [
    "a role of the account",
    [{ Principal: { AWS: `arn:aws:iam::${account}:role/ci` } }],
    [`insider arn:aws:iam::${account}:role/ci`],
  ],
  ["another account", [{ Principal: { AWS: "999999999999" } }], ["account 999999999999"]],
  [
    "a role of another account, if it says a secret",
    [{ Principal: { AWS: "arn:aws:iam::999999999999:role/ci" }, ...when("StringEquals", "sts:ExternalId", "x") }],
    ["account arn:aws:iam::999999999999:role/ci by sts:ExternalId"],
  ],
  ["everybody of the account", [{ ...anybody, ...when("StringEquals", "aws:PrincipalAccount", account) }], []],
  ["a topic's own account", [{ ...anybody, ...when("StringEquals", "AWS:SourceOwner", account) }], []],
  [
    "the account's functions",
    [{ ...anybody, ...when("ArnLike", "aws:SourceArn", `arn:aws:lambda:*:${account}:*`) }],
    [],
  ],
  ["what comes from one bucket", [{ ...anybody, ...when("ArnEquals", "aws:SourceArn", "arn:aws:s3:::logs") }], []],
  [
    "what comes from any bucket",
    [{ ...anybody, ...when("ArnLike", "aws:SourceArn", "arn:aws:s3:::*") }],
    ["anybody * by aws:SourceArn"],
  ],
  [
    "everybody of two accounts",
    [{ ...anybody, ...when("StringEquals", "aws:PrincipalAccount", [account, "999999999999"]) }],
    ["account 999999999999 by aws:PrincipalAccount"],
  ],
  [
    "everybody of the organization",
    [{ ...anybody, ...when("StringEquals", "aws:PrincipalOrgID", "o-acme") }],
    ["anybody * by aws:PrincipalOrgID"],
  ],
  ["everybody of any organization", [{ ...anybody, ...when("StringLike", "aws:PrincipalOrgID", "*") }], ["anybody *"]],
  ["everybody who encrypts", [{ ...anybody, ...when("Bool", "aws:SecureTransport", "true") }], ["anybody *"]],
  ["everybody from anywhere", [{ ...anybody, ...when("IpAddress", "aws:SourceIp", "0.0.0.0/0") }], ["anybody *"]],
  [
    "everybody from an office",
    [{ ...anybody, ...when("IpAddress", "aws:SourceIp", "192.0.2.0/24") }],
    ["anybody * by aws:SourceIp"],
  ],
  [
    "everybody, and a Deny to all but the account",
    [
      anybody,
      { ...anybody, Effect: "Deny", Action: "s3:*", ...when("StringNotEquals", "aws:PrincipalAccount", account) },
    ],
    [],
  ],
  [
    "everybody, and a Deny of something else",
    [
      anybody,
      { ...anybody, Effect: "Deny", Action: "s3:Put*", ...when("StringNotEquals", "aws:PrincipalAccount", account) },
    ],
    ["anybody *"],
  ],
  ["nobody without encryption", [{ ...anybody, Effect: "Deny", ...when("Bool", "aws:SecureTransport", "false") }], []],
  ["a service", [{ Principal: { Service: "logs.amazonaws.com" } }], ["service logs.amazonaws.com"]],
  ["load balancers, for their logs", [{ Principal: { AWS: "arn:aws:iam::127311923021:root" } }], []],
  ["an old identity of CloudFront", [{ Principal: { AWS: "arn:aws:iam::cloudfront:user/CloudFront X" } }], []],
  ["a deleted user", [{ Principal: { AWS: "AIDACKCEVSQ6C2EXAMPLE" } }], []],
  ["all of GitHub", [github], ["federated token.actions.githubusercontent.com"]],
  [
    "all of GitHub, by a pattern",
    [{ ...github, ...when("StringLike", sub, "repo:*") }],
    ["federated token.actions.githubusercontent.com"],
  ],
  [
    "all guests of a pool",
    [
      {
        ...{ Principal: { Federated: "cognito-identity.amazonaws.com" }, Action: "sts:AssumeRoleWithWebIdentity" },
        ...when("ForAnyValue:StringLike", "cognito-identity.amazonaws.com:amr", "unauthenticated"),
      },
    ],
    ["federated cognito-identity.amazonaws.com"],
  ],
  [
    "one repository",
    [{ ...github, ...when("StringLike", sub, "repo:acme/app:*") }],
    [`federated token.actions.githubusercontent.com by ${sub}`],
  ],
])("lets in %s", (_what, statements, expected) => {
  expect(openings(...statements)).toEqual(expected);
});

const beyond = (before: readonly Written[], after: readonly Written[]) =>
  openingsBeyond(policyOf(...before), policyOf(...after), account).map(
    (opening) => `${said(opening)}${opening.lostCondition ? ", lost" : ""}`,
  );
const vendor = { Principal: { AWS: "arn:aws:iam::999999999999:role/scan" } };
const secret = when("StringEquals", "sts:ExternalId", "x");

test.each<[string, readonly Written[], readonly Written[], readonly string[]]>([
  ["the same statement", [anybody], [anybody], []],
  ["the same account, in other words", [{ Principal: { AWS: "999999999999" } }], [vendor], []],
  [
    "all of an account of which one was let in",
    [vendor],
    [{ Principal: { AWS: "999999999999" } }],
    ["account 999999999999"],
  ],
  ["less than before", [{ ...anybody, Action: "s3:*" }], [{ ...anybody, Action: ["S3:GetObject"] }], []],
  ["more than before", [anybody], [{ ...anybody, Action: "s3:*" }], ["anybody *"]],
  ["a condition is lost", [{ ...vendor, ...secret }], [vendor], ["account arn:aws:iam::999999999999:role/scan, lost"]],
  ["a condition comes", [vendor], [{ ...vendor, ...secret }], []],
  [
    "a Deny to all but the account is lost",
    [anybody, { ...anybody, Effect: "Deny", ...when("StringNotEquals", "aws:PrincipalOrgID", "o-acme") }],
    [anybody],
    ["anybody *, lost"],
  ],
])("opens more: %s", (_what, before, after, expected) => {
  expect(beyond(before, after)).toEqual(expected);
});

const lost = (before: readonly Written[], after: readonly Written[]) =>
  deniesLost(policyOf(...before), policyOf(...after)).map(({ actions }) => actions);
const onlyRole = {
  ...{ ...anybody, Effect: "Deny" as const, Action: "s3:*" },
  ...when("ArnNotEquals", "aws:PrincipalArn", `arn:aws:iam::${account}:role/payroll`),
};

test("a Deny is lost where none says as much any more", () => {
  expect(lost([onlyRole], [])).toEqual([["s3:*"]]);
  expect(lost([onlyRole], [{ ...onlyRole, Action: "s3:Get*" }])).toEqual([["s3:*"]]);
  expect(lost([onlyRole], [{ ...onlyRole, Action: ["S3:*", "kms:*"] }])).toEqual([]);
  expect(lost([onlyRole], [{ ...anybody, Effect: "Deny", Action: "s3:*" }])).toEqual([]);
});
