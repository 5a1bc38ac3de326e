import { judged } from "./judge";

const id = "names-distinct";

describe(id, () => {
  test("fails when two names differ only by case, or not at all", async () => {
    const findings = await judged(
      id,
      `
policies:
  Boundary: { document: { Statement: { Effect: Deny, Action: "iam:*", Resource: "*" } } }
  boundary: { document: { Statement: { Effect: Deny, Action: "iam:*", Resource: "*" } } }
groups: { developers: {}, devs: { name: Developers } }
users:
  alice: { type: human, owner: alice@example.com, mfaDevices: { phone: {} } }
  Alice: { type: human, owner: alice@example.com }
  alice-old: { type: human, owner: alice@example.com, name: alice, mfaDevices: { backup: { name: alice-phone } } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "4:3 error policy names Boundary and boundary differ only by case; IAM does not distinguish them
        Change one of the two names.
      5:27 error group names developers and Developers differ only by case; IAM does not distinguish them
        Change one of the two names.
      8:3 error user names alice and Alice differ only by case; IAM does not distinguish them
        Change one of the two names.
      9:3 error user alice-old has the name alice, which alice already has
        Change one of the two names.
      9:82 error MFA device alice-old's backup has the name /alice-phone, which alice's phone already has
        Change one of the two names."
    `);
  });

  test("does not report the same name for a user, a group and a policy, or a device under another path", async () => {
    const findings = await judged(
      id,
      `
policies: { alice: { document: { Statement: { Effect: Deny, Action: "iam:*", Resource: "*" } } } }
groups: { alice: {} }
users:
  alice: { type: human, owner: alice@example.com, mfaDevices: { phone: { name: phone } } }
  bob: { type: human, owner: bob@example.com, mfaDevices: { phone: { name: phone, path: /bob/ } } }
`,
    );
    expect(findings).toBe("");
  });
});
