import { judged } from "./judge";

const id = "justification-expires-soon";

describe(id, () => {
  test("fails when a justification ends within 14 days", async () => {
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
      expires: 2026-12-05
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "10:16 warning forceDestroy of carol: the justification expires on 2026-12-05
        Decide before that day: remove what it justifies, or have it approved again."
    `);
  });

  test("does not report one that ends in 15 days", async () => {
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
      expires: 2026-12-06
`,
    );
    expect(findings).toBe("");
  });

  test("does not report one that has ended: that is an error already", async () => {
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
    expect(findings).toBe("");
  });
});
