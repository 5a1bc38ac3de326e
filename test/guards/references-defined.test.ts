import { judged } from "./judge";

const id = "references-defined";

describe(id, () => {
  test("fails when a group or policy is not defined, with what was probably meant", async () => {
    const findings = await judged(
      id,
      `
policies: { service-boundary: { document: { Statement: { Effect: Deny, Action: "iam:*", Resource: "*" } } } }
groups:
  developers: { policies: [read-only] }
users:
  alice: { type: human, owner: alice@example.com, groups: [developer, finance] }
  deploy-bot:
    type: service
    owner: platform
    permissionsBoundary: service-boundry
    policies: { managed: ["arn:aws:iam::aws:role/Admin", "arn:aws:s3:::acme"] }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "4:28 error policy read-only is not defined
        Define policies.read-only, or write the policy's ARN.
      6:60 error group developer is not defined
        Did you mean "developers"?
      6:71 error group finance is not defined
        Define groups.finance; if it is managed elsewhere: groups: { finance: { existing: true } }
      10:26 error policy service-boundry is not defined
        Did you mean "service-boundary"?
      11:27 error arn:aws:iam::aws:role/Admin is not the ARN of a policy
        Write it as arn:aws:iam::aws:policy/NAME or arn:aws:iam::123456789012:policy/NAME.
      11:58 error arn:aws:s3:::acme is not the ARN of a policy
        Write it as arn:aws:iam::aws:policy/NAME or arn:aws:iam::123456789012:policy/NAME."
    `);
  });

  test("fails when the boundary of all users is not defined: once, where it is written", async () => {
    const findings = await judged(
      id,
      `
defaults: { permissionsBoundary: boundary }
users:
  alice: { type: human, owner: alice@example.com }
  carol: { type: human, owner: carol@example.com }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "2:34 error policy boundary is not defined
        Define policies.boundary, or write the policy's ARN."
    `);
  });

  test("fails when a policy is of another account", async () => {
    const arns = "[arn:aws:iam::111122223333:policy/audit, arn:aws:iam::123456789012:policy/audit]";
    const of = (account: string) =>
      judged(id, `account: ${account}\ngroups: { auditors: { policies: ${arns} } }\nusers: {}\n`);
    expect(await of('{ id: "123456789012" }')).toMatchInlineSnapshot(`
      "3:34 error arn:aws:iam::111122223333:policy/audit is a policy of the account 111122223333, and this roster is for 123456789012
        IAM attaches a policy of the same account, or one of AWS: correct the ARN, or define the policy here."
    `);
    // Nobody knows which account it is for.
    expect(await of("{ region: us-east-1 }")).toBe("");
  });

  test("fails when an ARN is in another partition than the account", async () => {
    const findings = await judged(
      id,
      `
account: { region: cn-north-1 }
users:
  alice: { type: human, owner: alice@example.com, permissionsBoundary: "arn:aws:iam::123456789012:policy/teams/b" }
  deploy-bot: { type: service, owner: platform, policies: { managed: ["arn:aws-zz:iam::aws:policy/x", "arn:s3"] } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "4:72 error arn:aws:iam::123456789012:policy/teams/b is in the partition aws, and account.region cn-north-1 is in aws-cn
        Write it as arn:aws-cn:iam::123456789012:policy/teams/b, or correct account.region.
      5:71 error arn:aws-zz:iam::aws:policy/x is in the partition aws-zz, and account.region cn-north-1 is in aws-cn
        Write it as arn:aws-cn:iam::aws:policy/x, or correct account.region.
      5:103 error arn:s3 is not the ARN of a policy
        Write it as arn:aws-cn:iam::aws:policy/NAME or arn:aws-cn:iam::123456789012:policy/NAME."
    `);
  });

  test("does not report what is defined, groups that live elsewhere, and ARNs in the account's partition", async () => {
    const findings = await judged(
      id,
      `
account: { region: cn-northwest-1 }
defaults: { permissionsBoundary: boundary }
policies: { boundary: { document: { Statement: { Effect: Deny, Action: "iam:*", Resource: "*" } } } }
groups: { billing: { existing: true } }
users:
  alice: { type: human, owner: alice@example.com, groups: [billing], permissionsBoundary: "arn:aws-cn:iam::123456789012:policy/teams/b" }
  carol: { type: human, owner: carol@example.com, permissionsBoundary: null }
`,
    );
    expect(findings).toBe("");
  });
});
