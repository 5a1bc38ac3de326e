import { judged, sound } from "./judge";

const id = "direct-policies-justified";

describe(id, () => {
  test("fails when policies stand on the user itself", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot:
    type: service
    owner: platform
    policies:
      managed: [arn:aws:iam::aws:policy/ReadOnlyAccess]
      inline: { push: { Statement: { Effect: Allow, Action: codecommit:GitPush, Resource: "*" } } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "7:7 error deploy-bot has managed policies of its own
        Give the policy to a group, or add directPolicies: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }
      8:7 error deploy-bot has inline policies
        Give the policy to a group, or add directPolicies: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }"
    `);
  });

  test("fails when a policy is only named: what it allows is not even in the roster", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot: { type: service, owner: platform, policies: { inline: { old: { existing: true } } } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:61 error deploy-bot has inline policies
        Give the policy to a group, or add directPolicies: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }"
    `);
  });

  test("does not report policies of a group, or a user with the flag", async () => {
    const findings = await judged(
      id,
      `
groups: { developers: { policies: [arn:aws:iam::aws:policy/ReadOnlyAccess] } }
users:
  alice: { type: human, owner: alice@example.com, groups: [developers] }
  deploy-bot:
    type: service
    owner: platform
    policies: { managed: [arn:aws:iam::aws:policy/ReadOnlyAccess] }
    directPolicies: ${sound}
`,
    );
    expect(findings).toBe("");
  });
});
