import { judged, sound } from "./judge";

const id = "justification-unused";

describe(id, () => {
  test("fails when nothing of the user needs the flag, or the removed user is still there", async () => {
    const findings = await judged(
      id,
      `
users:
  alice:
    type: human
    owner: alice@example.com
    plaintextSecrets: ${sound}
    consoleWithoutMfa: ${sound}
    administratorAccess: ${sound}
    directPolicies: ${sound}
    longLivedKeys: ${sound}
removals:
  alice: ${sound}
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "6:5 warning nothing of alice needs plaintextSecrets
        Remove it.
      7:5 warning nothing of alice needs consoleWithoutMfa
        Remove it.
      8:5 warning nothing of alice needs administratorAccess
        Remove it.
      9:5 warning nothing of alice needs directPolicies
        Remove it.
      10:5 warning nothing of alice needs longLivedKeys
        Remove it.
      12:3 warning alice is still a user of this roster
        Remove users.alice, or removals.alice."
    `);
  });

  test("does not report flags that are needed, forceDestroy, or those of a suspended user", async () => {
    const findings = await judged(
      id,
      `
users:
  alice:
    type: human
    owner: alice@example.com
    loginProfile: {}
    forceDestroy: ${sound}
    plaintextSecrets: ${sound}
    consoleWithoutMfa: ${sound}
  bob:
    type: human
    owner: bob@example.com
    suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 }
    longLivedKeys: ${sound}
removals:
  carol: ${sound}
`,
    );
    expect(findings).toBe("");
  });
});
