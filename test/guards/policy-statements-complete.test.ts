import { judged } from "./judge";

const id = "policy-statements-complete";

describe(id, () => {
  test("fails when a statement lacks actions or resources, or has both kinds", async () => {
    const findings = await judged(
      id,
      `
policies:
  reading: { document: { Statement: [{ Effect: Allow, Action: "s3:Get*" }, { Effect: Deny, Resource: "*" }] } }
users:
  deploy-bot:
    type: service
    owner: platform
    policies:
      inline:
        push: { Statement: { Effect: Allow, Action: "*", NotAction: "iam:*", Resource: "*", NotResource: "*" } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:38 error the statement has neither Resource nor NotResource
        Write exactly one of Resource and NotResource.
      3:76 error the statement has neither Action nor NotAction
        Write exactly one of Action and NotAction.
      10:17 error the statement has both Action and NotAction
        Write exactly one of Action and NotAction.
      10:17 error the statement has both Resource and NotResource
        Write exactly one of Resource and NotResource."
    `);
  });

  test("does not report statements with one of each", async () => {
    const findings = await judged(
      id,
      `
policies:
  boundary: { document: { Statement: [{ Effect: Allow, NotAction: "iam:*", Resource: "*" }] } }
  reading: { document: { Statement: { Effect: Allow, Action: ["s3:Get*"], NotResource: ["arn:aws:s3:::pay/*"] } } }
users: {}
`,
    );
    expect(findings).toBe("");
  });
});
