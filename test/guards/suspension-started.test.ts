import { judged } from "./judge";

const id = "suspension-started";

describe(id, () => {
  test("fails when a suspension is dated ahead", async () => {
    const findings = await judged(
      id,
      `
users:
  bob: { type: human, owner: bob@example.com, suspended: { since: 2026-12-01, reason: Contract ends, ticket: HR-77 } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:67 warning bob is suspended since 2026-12-01, which is in the future
        Add the entry on that day, or correct since."
    `);
  });

  test("does not report one that started today", async () => {
    const findings = await judged(
      id,
      `
users:
  bob: { type: human, owner: bob@example.com, suspended: { since: 2026-11-21, reason: Contract ended, ticket: HR-77 } }
`,
    );
    expect(findings).toBe("");
  });
});
