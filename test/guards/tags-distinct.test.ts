import { judged } from "./judge";

const id = "tags-distinct";

describe(id, () => {
  test("fails when tags differ only by case, also from the defaults, or one is ManagedBy", async () => {
    const findings = await judged(
      id,
      `
defaults: { tags: { CostCenter: "42" } }
users:
  alice: { type: human, owner: alice@example.com, tags: { Team: red, team: blue } }
  carol: { type: human, owner: carol@example.com, tags: { costcenter: "7", managedby: hand } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "4:76 error alice has the tags Team and team, which IAM does not distinguish
        Remove one of the two (defaults.tags count too).
      5:71 error carol has the tags CostCenter and costcenter, which IAM does not distinguish
        Remove one of the two (defaults.tags count too).
      5:87 error carol has the tags ManagedBy and managedby, which IAM does not distinguish
        Remove one of the two (defaults.tags count too)."
    `);
  });

  test("does not report a tag that overrides the default", async () => {
    const findings = await judged(
      id,
      `
defaults: { tags: { CostCenter: "42" } }
users:
  alice: { type: human, owner: alice@example.com, tags: { CostCenter: "7", Team: red } }
`,
    );
    expect(findings).toBe("");
  });
});
