import { judged } from "./judge";

const id = "user-expired";

describe(id, () => {
  test("fails when a contractor should have been removed", async () => {
    const findings = await judged(
      id,
      `
users:
  bob: { type: human, owner: bob@example.com, expires: 2026-11-20 }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:56 error bob expired on 2026-11-20
        Remove the entry bob, suspend the user, or extend expires."
    `);
  });

  test("does not report the last day, or a user that is suspended already", async () => {
    const findings = await judged(
      id,
      `
users:
  alice: { type: human, owner: alice@example.com, expires: 2026-11-21 }
  bob: { type: human, owner: bob@example.com, expires: 2026-10-31, suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 } }
`,
    );
    expect(findings).toBe("");
  });
});
