import { judged, sound } from "./judge";

const id = "long-lived-keys-justified";

describe(id, () => {
  test("fails when a human has a key, a key should have been rotated, or is to live too long", async () => {
    const findings = await judged(
      id,
      `
guards: { maxKeyAgeDays: 60 }
users:
  dana: { type: human, owner: dana@example.com, accessKeys: { evidence: {} } }
  deploy-bot:
    type: service
    owner: platform
    accessKeys: { a: { rotateBy: 2026-11-20 }, b: { rotateBy: 2027-01-21 } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "4:63 error dana is a human with an access key, evidence
        Remove the key, or add longLivedKeys: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }
      8:34 error access key a of deploy-bot should have been rotated by 2026-11-20
        Rotate it: add the other slot, then set this one Inactive. Or write a new date, or add longLivedKeys: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }
      8:63 error access key b of deploy-bot is to stay active until 2027-01-21, longer than 60 days
        Choose a date up to 2027-01-20, or add longLivedKeys: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }"
    `);
  });

  test("fails when the key of a program has no day of rotation: as grave as a day that has passed", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot: { type: service, owner: platform, accessKeys: { a: {}, b: { status: Inactive } } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:63 error access key a of deploy-bot has no rotateBy, the date by which another key replaces it
        Write rotateBy: a date up to 2027-02-19, or add longLivedKeys: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }"
    `);
  });

  test("does not report a key within its days, an inactive one, or a user with the flag or suspended", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot: { type: service, owner: platform, accessKeys: { a: { rotateBy: 2027-02-19 }, b: { status: Inactive, rotateBy: 2026-01-31 } } }
  dana: { type: human, owner: dana@example.com, accessKeys: { evidence: {} }, longLivedKeys: ${sound} }
  bob: { type: human, owner: bob@example.com, accessKeys: { laptop: {} }, suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 } }
`,
    );
    expect(findings).toBe("");
  });
});
