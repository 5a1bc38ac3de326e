import { judged } from "./judge";

describe("aws-policy-known", () => {
  test("reports a policy that AWS is not known to have, with the one that was meant", async () => {
    const findings = await judged(
      "aws-policy-known",
      `
defaults: { permissionsBoundary: arn:aws:iam::aws:policy/PowerUserAcess }
groups:
  finance: { policies: [arn:aws:iam::aws:policy/Billing, arn:aws:iam::aws:policy/AcmeInternalThing] }
users:
  alice: { type: human, owner: alice@example.com }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "2:34 warning AWS is not known to have a policy PowerUserAcess
        Did you mean arn:aws:iam::aws:policy/PowerUserAccess?
      4:25 warning AWS is not known to have a policy Billing
        Did you mean arn:aws:iam::aws:policy/job-function/Billing?
      4:58 warning AWS is not known to have a policy AcmeInternalThing
        Correct the name. A policy that AWS added lately may be missing in the list: roster preflight asks the account."
    `);
  });

  test("does not report those that AWS has, with their path, in any partition, nor policies of the account", async () => {
    const findings = await judged(
      "aws-policy-known",
      `
account: { region: cn-north-1 }
users: {}
groups:
  finance:
    policies:
      - arn:aws-cn:iam::aws:policy/job-function/Billing
      - arn:aws-cn:iam::aws:policy/ReadOnlyAccess
      - arn:aws-cn:iam::123456789012:policy/ReadOnlyAcess
`,
    );
    expect(findings).toBe("");
  });
});
