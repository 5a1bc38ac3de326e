import { judged } from "./judge";

const id = "justification-sound";

describe(id, () => {
  test("fails when it is too short, approved by the owner and ends in more than a year", async () => {
    const findings = await judged(
      id,
      `
users:
  carol:
    type: human
    owner: carol@example.com
    forceDestroy:
      justification: "  TODO             "
      approvedBy: Carol@example.com 
      ticket: SEC-1234
      expires: 2027-11-22
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "7:22 error forceDestroy of carol: the justification has 4 characters; at least 20 are required
        Say why, in a sentence.
      8:19 error forceDestroy of carol: Carol@example.com is the owner and cannot approve it
        Somebody else must approve it.
      10:16 error forceDestroy of carol: 2027-11-22 is more than a year ahead
        Choose a date up to 2027-11-21."
    `);
  });

  test("fails when it is long enough and says nothing", async () => {
    const findings = await judged(
      id,
      `
users:
  carol:
    type: human
    owner: carol@example.com
    forceDestroy: { justification: this is needed because it is required, approvedBy: secops@example.com, ticket: SEC-1, expires: 2027-01-31 }
    consoleWithoutMfa: { justification: aaaaaaaaaaaaaaaaaaaaaaaaaa, approvedBy: secops@example.com, ticket: SEC-1, expires: 2027-01-31 }
    directPolicies: { justification: "-----------------------------", approvedBy: secops@example.com, ticket: SEC-1, expires: 2027-01-31 }
removals:
  bob: { justification: "TODO, TBD, test, test, later", approvedBy: ciso@example.com, ticket: HR-78, expires: 2027-01-31 }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "6:36 error forceDestroy of carol: the justification gives no reason ("this is needed because it is required")
        Say why, in a sentence.
      7:41 error consoleWithoutMfa of carol: the justification gives no reason ("aaaaaaaaaaaaaaaaaaaaaaaaaa")
        Say why, in a sentence.
      8:38 error directPolicies of carol: the justification gives no reason ("-----------------------------")
        Say why, in a sentence.
      10:25 error removal of bob: the justification gives no reason ("TODO, TBD, test, test, later")
        Say why, in a sentence."
    `);
  });

  test("does not report a sentence in any script, approved by somebody else, that ends within a year", async () => {
    const findings = await judged(
      id,
      `
users:
  carol:
    type: human
    owner: carol@example.com
    forceDestroy:
      justification: 当該端末は社内の端末管理の対象外であり事前に確認できないため
      approvedBy: secops@example.com
      ticket: SEC-1234
      expires: 2027-11-21
`,
    );
    expect(findings).toBe("");
  });
});
