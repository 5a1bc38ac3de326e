import { judged } from "./judge";

const id = "policy-variables-versioned";

describe(id, () => {
  test("fails when a variable stands in a policy that has no Version, or the old one", async () => {
    const findings = await judged(
      id,
      `
policies:
  own-keys: { document: { Statement: { Effect: Allow, Action: "iam:*", Resource: "arn:aws:iam::*:user/\${aws:username}" } } }
users:
  deploy-bot:
    type: service
    owner: platform
    policies:
      inline:
        push:
          Version: "2008-10-17"
          Statement: { Effect: Allow, Action: "*", Resource: "*", Condition: { StringLike: { "s3:prefix": ["\${aws:username}/*"] } } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:15 error policy own-keys uses \${aws:username} without Version: "2012-10-17"; AWS refuses it
        Add Version: "2012-10-17" to the document.
      10:9 error inline policy push of deploy-bot uses \${aws:username} without Version: "2012-10-17"; AWS would take the text literally
        Add Version: "2012-10-17" to the document."
    `);
  });

  test("does not report a variable under the new Version, or a policy without variables", async () => {
    const findings = await judged(
      id,
      `
policies:
  own-keys: { document: { Version: "2012-10-17", Statement: { Effect: Allow, Action: "iam:*", Resource: "arn:aws:iam::*:user/\${aws:username}" } } }
  reading: { document: { Statement: { Effect: Allow, Action: "s3:Get*", Resource: "*" } } }
users: {}
`,
    );
    expect(findings).toBe("");
  });
});
