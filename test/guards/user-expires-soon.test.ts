import { judged } from "./judge";

const id = "user-expires-soon";

describe(id, () => {
  test("fails when a contract ends within 14 days", async () => {
    const findings = await judged(
      id,
      `
users:
  bob: { type: human, owner: bob@example.com, expires: 2026-12-05 }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:56 warning bob expires on 2026-12-05
        Plan the removal, or extend expires."
    `);
  });

  test("does not report one that ends in 15 days, has ended, or whose user is suspended", async () => {
    const findings = await judged(
      id,
      `
users:
  alice: { type: human, owner: alice@example.com, expires: 2026-12-06 }
  carol: { type: human, owner: carol@example.com, expires: 2026-11-20 }
  bob: { type: human, owner: bob@example.com, expires: 2026-11-30, suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 } }
`,
    );
    expect(findings).toBe("");
  });
});
