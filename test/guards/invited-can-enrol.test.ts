import { judged } from "./judge";

const id = "invited-can-enrol";
const key = "pgpKey: keybase:secops";

describe(id, () => {
  test("fails when an invited user cannot sign in, has no device, or is no human", async () => {
    const findings = await judged(
      id,
      `
users:
  zoe: { type: human, owner: zoe@example.com, stage: invited, loginProfile: { ${key} } }
  bot: { type: service, owner: team, stage: invited }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:54 error zoe is invited, but has no MFA device
        Add loginProfile and mfaDevices: { phone: {} }, or delete stage.
      4:45 error bot is invited, but is service and has no loginProfile and has no MFA device
        Add loginProfile and mfaDevices: { phone: {} }, or delete stage."
    `);
  });

  test("does not report one who can, nor who is not invited", async () => {
    const findings = await judged(
      id,
      `
users:
  zoe: { type: human, owner: zoe@example.com, stage: invited, loginProfile: { ${key} }, mfaDevices: { phone: {} } }
  bot: { type: service, owner: team }
`,
    );
    expect(findings).toBe("");
  });
});
