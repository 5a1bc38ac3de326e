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

  test("fails when the user, or the leaver, approves it, however the name is written", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot:
    type: service
    name: deploy-robot
    owner: platform-team
    forceDestroy: { justification: Enrols devices of its own at night, approvedBy: deploy-bot@example.com, ticket: SEC-1, expires: 2027-01-31 }
    consoleWithoutMfa: { justification: Signs in from the data centre, approvedBy: deploy-robot, ticket: SEC-1, expires: 2027-01-31 }
    directPolicies: { justification: Signs in from the data centre, approvedBy: Platform-Team@example.com, ticket: SEC-1, expires: 2027-01-31 }
removals:
  bob: { justification: His laptop was stolen last night, approvedBy: "Bob <bob+x@example.com>", ticket: HR-78, expires: 2027-01-31 }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "7:84 error forceDestroy of deploy-bot: deploy-bot@example.com is the user and cannot approve it
        Somebody else must approve it.
      8:84 error consoleWithoutMfa of deploy-bot: deploy-robot is the user and cannot approve it
        Somebody else must approve it.
      9:81 error directPolicies of deploy-bot: Platform-Team@example.com is the owner and cannot approve it
        Somebody else must approve it.
      11:71 error removal of bob: Bob <bob+x@example.com> is the leaver and cannot approve it
        Somebody else must approve it."
    `);
  });

  test("does not report somebody with a similar name", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot:
    type: service
    owner: deploy@example.com
    forceDestroy: { justification: Enrols devices of its own at night, approvedBy: deploy@elsewhere.example, ticket: SEC-1, expires: 2027-01-31 }
removals:
  bob: { justification: His laptop was stolen last night, approvedBy: bobby@example.com, ticket: HR-78, expires: 2027-01-31 }
`,
    );
    expect(findings).toBe("");
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
