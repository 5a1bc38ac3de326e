import { judged, sound } from "./judge";

const id = "console-without-mfa-justified";

describe(id, () => {
  test("fails when a password is all that is asked for", async () => {
    const findings = await judged(
      id,
      `
users:
  alice: { type: human, owner: alice@example.com, loginProfile: { passwordLength: 24 } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:51 error alice can sign in to the console without MFA
        Add an MFA device, such as mfaDevices: { phone: {} }, or consoleWithoutMfa: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }"
    `);
  });

  test("does not report a user with a device, without a password, with the flag, or suspended", async () => {
    const findings = await judged(
      id,
      `
users:
  alice: { type: human, owner: alice@example.com, loginProfile: {}, mfaDevices: { phone: {} } }
  deploy-bot: { type: service, owner: platform }
  bob: { type: human, owner: bob@example.com, loginProfile: {}, suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 } }
  carol: { type: human, owner: carol@example.com, loginProfile: {}, consoleWithoutMfa: ${sound} }
`,
    );
    expect(findings).toBe("");
  });
});
