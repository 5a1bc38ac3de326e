import { judged } from "./judge";

const id = "policy-accepted";

describe(id, () => {
  test("fails on what AWS refuses, in its own words, where it is written", async () => {
    const findings = await judged(
      id,
      `
policies:
  reading:
    document:
      Statement:
        - { Sid: Read, Effect: Allow, Action: GetObject, Resource: "*" }
        - { Sid: Read, Effect: Deny, Action: ["s3:Get*", "s3:Get:Object"], Resource: [arn:aws:s3:::reports, reports] }
  writing:
    document:
      Version: "2008-10-17"
      Statement: { Effect: Allow, Action: "s3:Put*", Resource: "arn:aws:s3::reports" }
users:
  deploy-bot:
    type: service
    owner: platform
    policies:
      inline:
        push:
          Statement:
            Effect: Allow
            NotAction: "iam :*"
            NotResource: "arn:mars:s3:::pay"
            Condition:
              StringLik: { "aws:username": "a*" }
              DateLessThan: { "aws:CurrentTime": soon }
              StringEquals: { "aws:PrincipalTag/città": Łódź, "aws:PrincipalTag/b": x }
        pull:
          Statement: { Effect: Allow, Action: "s3:Get*", Resource: "*", Condition: { Bool: { "aws:PrincipalTag/東京": true } } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "4:5 error AWS refuses policy reading: Policy document must be version 2012-10-17 or greater.
        Write Version: "2012-10-17".
      6:47 error AWS refuses policy reading: Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
        Write it as SERVICE:ACTION, such as s3:GetObject; * stands for all actions.
      7:18 error AWS refuses policy reading: Statement IDs (SID) in a single policy must be unique.
        Give each statement a Sid of its own, or none.
      7:58 error AWS refuses policy reading: Actions/Condition can contain only one colon.
        Write it as SERVICE:ACTION, such as s3:GetObject; * stands for all actions.
      7:109 error AWS refuses policy reading: Resource reports must be in ARN format or "*".
        Write the ARN, such as arn:aws:s3:::BUCKET/*; * stands for all resources.
      10:16 error AWS refuses policy writing: Policy document must be version 2012-10-17 or greater.
        Write Version: "2012-10-17".
      11:64 error AWS refuses policy writing: The policy failed legacy parsing (arn:aws:s3::reports is not a whole ARN)
        Write the ARN, such as arn:aws:s3:::BUCKET/*; * stands for all resources.
      21:24 error AWS refuses inline policy push of deploy-bot: Vendor iam  is not valid
        Write it as SERVICE:ACTION, such as s3:GetObject; * stands for all actions.
      22:26 error AWS refuses inline policy push of deploy-bot: Partition "mars" is not valid for resource "arn:mars:s3:::pay".
        Write the ARN, such as arn:aws:s3:::BUCKET/*; * stands for all resources.
      24:15 error AWS refuses inline policy push of deploy-bot: Syntax errors in policy. (StringLik is not a condition operator)
        Did you mean "StringLike"?
      25:50 error AWS refuses inline policy push of deploy-bot: The policy failed legacy parsing (soon is not a date)
        Write it as "2027-01-31T23:59:59Z".
      26:57 error AWS refuses inline policy push of deploy-bot: 1 validation error detected: Value at 'policyDocument' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+ (Ł (U+0141) is not in Latin-1)
        Write it in Latin-1. In patterns ? stands for any one character, and * for any text.
      28:117 error AWS refuses inline policy pull of deploy-bot: 1 validation error detected: Value at 'policyDocument' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+ (東 (U+6771) is not in Latin-1)
        Write it in Latin-1. In patterns ? stands for any one character, and * for any text."
    `);
  });

  test("does not report what AWS accepts: an inline policy without Version, wildcards, variables, other partitions", async () => {
    const findings = await judged(
      id,
      `
policies:
  reading:
    document:
      Version: "2012-10-17"
      Statement:
        - { Sid: Read, Effect: Allow, Action: "*", Resource: ["arn:*:s3:::a*", "arn:aws-cn:iam::*:user/\${aws:username}"] }
        - { Sid: Deny2, Effect: Deny, NotAction: ["s3:*"], NotResource: "*", Condition: { "ForAnyValue:StringNotLikeIfExists": { "aws:TagKeys": ["é"] } } }
users:
  deploy-bot:
    type: service
    owner: platform
    policies:
      inline:
        push: { Statement: { Effect: Allow, Action: "s3:Put*", Resource: "*", Condition: { NumericLessThan: { "aws:MultiFactorAuthAge": 3600 } } } }
        pull: { Version: "2008-10-17", Statement: [{ Effect: Allow, Action: "s3:Get*", Resource: "*" }] }
`,
    );
    expect(findings).toBe("");
  });

  test("leaves to other guards what they have words for", async () => {
    const findings = await judged(
      id,
      `
policies:
  own-keys: { document: { Statement: { Effect: Allow, Action: "iam:*", Resource: "arn:aws:iam::*:user/\${aws:username}" } } }
  none: { document: { Version: "2012-10-17", Statement: { Effect: Allow } } }
  both: { document: { Version: "2012-10-17", Statement: { Effect: Allow, Action: "*", NotAction: "iam:*", Resource: "*" } } }
users: {}
`,
    );
    expect(findings).toBe("");
  });
});
