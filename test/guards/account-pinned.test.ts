import { judged } from "./judge";

const id = "account-pinned";

describe(id, () => {
  test("fails when the roster does not say which account it is for", async () => {
    const findings = await judged(
      id,
      `
account: { region: eu-central-1 }
users: {}
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "1:1 warning the roster does not say which account it is for
        Add account: { id: "123456789012" }"
    `);
  });

  test("does not report a roster that names its account", async () => {
    const findings = await judged(
      id,
      `
account: { id: "123456789012" }
users: {}
`,
    );
    expect(findings).toBe("");
  });
});
