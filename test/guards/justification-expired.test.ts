import { judged } from "./judge";

const id = "justification-expired";

describe(id, () => {
  test("fails when what was accepted for a while is over", async () => {
    const findings = await judged(
      id,
      `
users:
  carol:
    type: human
    owner: carol@example.com
    forceDestroy:
      justification: Enrols hardware keys that we cannot see beforehand
      approvedBy: secops@example.com
      ticket: SEC-1234
      expires: 2026-11-20
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "10:16 error forceDestroy of carol: the justification expired on 2026-11-20
        Remove forceDestroy and what it justifies, or have it approved again with a new date."
    `);
  });

  test("does not report a justification on its last day", async () => {
    const findings = await judged(
      id,
      `
users:
  carol:
    type: human
    owner: carol@example.com
    forceDestroy:
      justification: Enrols hardware keys that we cannot see beforehand
      approvedBy: secops@example.com
      ticket: SEC-1234
      expires: 2026-11-21
`,
    );
    expect(findings).toBe("");
  });
});
