import { judged, sound } from "./judge";

const id = "access-key-rotation";

describe(id, () => {
  test("fails when a key has no day of rotation and longLivedKeys would keep it silent, of a bot or a human", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot: { type: service, owner: platform, accessKeys: { a: {}, b: { status: Inactive } }, longLivedKeys: ${sound} }
  dana: { type: human, owner: dana@example.com, accessKeys: { evidence: {} }, longLivedKeys: ${sound} }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "3:63 warning access key a of deploy-bot has no rotateBy; longLivedKeys accepts it until 2027-06-30
        Add rotateBy with the date by which the other slot replaces this key.
      4:63 warning access key evidence of dana has no rotateBy; longLivedKeys accepts it until 2027-06-30
        Add rotateBy with the date by which the other slot replaces this key."
    `);
  });

  test("fails when the day has passed and longLivedKeys would keep it silent", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot:
    type: service
    owner: platform
    accessKeys: { a: { rotateBy: 2026-10-31 } }
    longLivedKeys: ${sound}
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "6:34 warning access key a of deploy-bot should have been rotated by 2026-10-31; longLivedKeys accepts it until 2027-06-30
        Rotate it: add the other slot, then set this one Inactive. Or write a new date."
    `);
  });

  test("does not report a key that is due, an inactive one, or the keys of a suspended bot", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot: { type: service, owner: platform, accessKeys: { a: { rotateBy: 2026-11-21 }, b: { status: Inactive } } }
  old-bot: { type: service, owner: platform, accessKeys: { a: {} }, suspended: { since: 2026-11-10, reason: Replaced by a role, ticket: OPS-7 } }
`,
    );
    expect(findings).toBe("");
  });

  test("does not report what is an error already: a passed day, or none, without longLivedKeys", async () => {
    const findings = await judged(
      id,
      `
users:
  deploy-bot: { type: service, owner: platform, accessKeys: { a: { rotateBy: 2026-10-31 }, b: {} } }
`,
    );
    expect(findings).toBe("");
  });
});
