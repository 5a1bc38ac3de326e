import { CI, Clinic, HERE, trustIn } from "./doctor-clinic";

// Doctor judges a condition from here, and the sandbox when the role is assumed: they must agree.

let clinic: Clinic;
afterEach(() => clinic.close());

const ROOT = `arn:aws:iam::${HERE}:root`;
type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const HOLDS: readonly Conditions[] = [
  { StringEquals: { "aws:PrincipalTag/team": "platform" } },
  { StringEquals: { "aws:principaltag/TEAM": ["data", "platform"] } },
  { StringNotEquals: { "aws:PrincipalTag/stage": "prod" } },
  { StringLikeIfExists: { "aws:PrincipalTag/stage": "prod*" } },
  { Null: { "aws:PrincipalTag/team": "false", "aws:PrincipalTag/stage": true } },
  { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${HERE}:user/c?` } },
  { ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${HERE}:user/other` } },
  { StringEquals: { "aws:PrincipalAccount": HERE, "aws:username": "ci", "aws:PrincipalType": "User" } },
  { StringEqualsIgnoreCase: { "aws:username": "CI" } },
  { StringLike: { "aws:userid": "AIDA*" } },
  { DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" }, DateLessThan: { "aws:EpochTime": "1900000000" } },
  { Bool: { "aws:SecureTransport": "true", "aws:ViaAWSService": "false" } },
  { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
  { NumericLessThanIfExists: { "aws:MultiFactorAuthAge": "3600" } },
  { StringLike: { "sts:RoleSessionName": "iam-*" }, StringNotLike: { "sts:RoleSessionName": ["ci-*", "x*"] } },
  { StringLike: { "sts:RoleSessionName": "$" + "{aws:PrincipalTag/session}" } },
  { Null: { "sts:ExternalId": "true", "sts:SourceIdentity": "true", "aws:TokenIssueTime": "true" } },
  { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } },
  { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
];

const FAILS: readonly (readonly [Conditions, string, string])[] = [
  [{ StringEquals: { "aws:PrincipalTag/team": "data" } }, "trust", "and the call carries platform"],
  [{ StringEquals: { "aws:PrincipalTag/stage": "prod" } }, "trust", "and the call carries none"],
  [{ Null: { "aws:PrincipalTag/team": "true" } }, "trust", "and the call carries platform"],
  [{ ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${HERE}:user/other` } }, "trust", `and the call carries ${CI}`],
  [{ StringNotEquals: { "aws:username": "ci" } }, "trust", "and the call carries ci"],
  [
    { DateLessThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
    "trust",
    "and the call carries 2026-11-21T12:00:00",
  ],
  [{ Bool: { "aws:SecureTransport": "false" } }, "trust", "and the call carries true"],
  [{ NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }, "mfa", "these credentials cannot carry it"],
  [{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] } }, "trust", "and the call carries none"],
  [{ "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["team"] } }, "trust", "and the call carries none"],
  [{ ArnLike: { "aws:PrincipalArn": "arn:*:iam::user/ci" } }, "trust", `and the call carries ${CI}`],
  [{ StringLike: { "aws:username": "$" + "{*}" } }, "trust", "and the call carries ci"],
  [{ StringEquals: { "sts:RoleSessionName": "$" + "{aws:username}" } }, "session", "and iam-roster is sent"],
];

async function before(condition: Conditions): Promise<void> {
  clinic = await Clinic.open({ trust: [trustIn(ROOT, condition)] });
  await clinic.tag("team", "platform");
  await clinic.tag("session", "iam-roster");
}

test.each(HOLDS.map((condition) => [JSON.stringify(condition), condition] as const))(
  "%s holds: what fails beside it is named alone",
  async (_text, condition) => {
    await before({ ...condition, StringEqualsIfExists: { "aws:username": "nobody" } });
    expect(await clinic.attempt()).toMatch(/^403 AccessDenied/);
    const { checks } = await clinic.doctor();
    expect(checks.flatMap(({ state, found }) => (state === "fine" ? [] : [found]))).toEqual([
      "the trust policy requires aws:username StringEqualsIfExists nobody, and the call carries ci",
    ]);
    await clinic.close();
    await before(condition);
    expect(await clinic.attempt()).toBe("no error");
  },
);

test.each(FAILS.map(([condition, side, words]) => [JSON.stringify(condition), condition, side, words] as const))(
  "%s fails, is said to, and the statement helps",
  async (_text, condition, side, words) => {
    await before(condition);
    expect(await clinic.attempt()).toMatch(/^403 AccessDenied/);
    const { code, mendFirst, first } = await clinic.doctor();
    expect([code, mendFirst, first?.found]).toEqual([3, side, expect.stringContaining(words)]);
    if (side === "session") clinic.writeDown(first ?? { side, state: "", found: "" });
    else await clinic.add(first ?? { side, state: "", found: "" });
    expect(await clinic.attempt()).toBe("no error");
  },
);
