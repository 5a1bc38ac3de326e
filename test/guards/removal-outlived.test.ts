import { judged } from "./judge";

const removal = (expires: string) => `
users: {}
removals:
  bob: { justification: Left on bad terms and must be gone today, approvedBy: ciso@example.com, ticket: HR-78, expires: ${expires} }
`;

describe("removal-outlived", () => {
  test("reports a removal whose time is over, and stops nobody", async () => {
    const yaml = removal("2026-01-31");
    expect(await judged("removal-outlived", yaml)).toMatchInlineSnapshot(`
      "4:121 warning the removal of bob was accepted until 2026-01-31
        Delete removals.bob. If bob has yet to leave, have it approved again with a new date."
    `);
    expect(await judged("justification-expired", yaml)).toBe("");
  });

  test("does not report it on its last day", async () => {
    expect(await judged("removal-outlived", removal("2026-11-21"))).toBe("");
  });
});
