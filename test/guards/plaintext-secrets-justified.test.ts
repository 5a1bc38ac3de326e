import { judged, sound } from "./judge";

const id = "plaintext-secrets-justified";

describe(id, () => {
  test("fails when a password, a key or a credential would be in clear", async () => {
    const findings = await judged(
      id,
      `
users:
  alice: { type: human, owner: alice@example.com, loginProfile: {} }
  deploy-bot:
    type: service
    owner: platform
    accessKeys: { a: { status: Inactive } }
    serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:51 error the first password of alice would be in plain text in the state
        Give it a pgpKey (or defaults.pgpKey), or add plaintextSecrets: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }
      7:19 error the secret of access key a of deploy-bot would be in plain text in the state
        Give it a pgpKey (or defaults.pgpKey), or add plaintextSecrets: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }
      8:35 error the secret of service-specific credential git of deploy-bot would be in plain text in the state; a pgpKey does not change that
        Remove it, or add plaintextSecrets: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }"
    `);
  });

  test("fails when a user opts out of the default key", async () => {
    const findings = await judged(
      id,
      `
defaults: { pgpKey: keybase:secops }
users:
  alice: { type: human, owner: alice@example.com, loginProfile: { pgpKey: null } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "4:51 error the first password of alice would be in plain text in the state
        Give it a pgpKey (or defaults.pgpKey), or add plaintextSecrets: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }"
    `);
  });

  test("does not report what is encrypted or justified, or a password that suspension takes away", async () => {
    const findings = await judged(
      id,
      `
defaults: { pgpKey: keybase:secops }
users:
  alice: { type: human, owner: alice@example.com, loginProfile: {}, accessKeys: { laptop: {} } }
  bob: { type: human, owner: bob@example.com, loginProfile: { pgpKey: null }, suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 } }
  deploy-bot:
    type: service
    owner: platform
    serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com } }
    plaintextSecrets: ${sound}
`,
    );
    expect(findings).toBe("");
  });
});
