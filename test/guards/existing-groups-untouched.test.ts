import { judged } from "./judge";

const id = "existing-groups-untouched";

describe(id, () => {
  test("fails when a group of the finance stack is given policies", async () => {
    const findings = await judged(
      id,
      `
groups:
  billing: { existing: true, policies: [arn:aws:iam::aws:policy/job-function/Billing] }
users: {}
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:30 error group billing is managed elsewhere (existing: true); its policies would not be attached
        Remove policies, or remove existing: true if this roster is to create the group."
    `);
  });

  test("does not report an existing group without policies, or a group of this roster", async () => {
    const findings = await judged(
      id,
      `
groups:
  billing: { existing: true, policies: [] }
  developers: { policies: [arn:aws:iam::aws:policy/ReadOnlyAccess] }
users: {}
`,
    );
    expect(findings).toBe("");
  });
});
