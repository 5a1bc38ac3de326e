import { judged, sound } from "./judge";

const id = "administrator-access-justified";

describe(id, () => {
  test("fails when the access comes through a group, an AWS policy, a named policy or an inline policy", async () => {
    const findings = await judged(
      id,
      `
policies:
  everything: { document: { Statement: { Effect: Allow, Action: ["*:*"], Resource: "*" } } }
groups:
  admins: { policies: [arn:aws:iam::aws:policy/AdministratorAccess] }
  owners: { policies: [everything] }
users:
  alice: { type: human, owner: alice@example.com, groups: [admins, owners] }
  emergency:
    type: break-glass
    owner: secops@example.com
    policies:
      managed: [arn:aws:iam::aws:policy/AdministratorAccess, everything]
      inline: { all: { Statement: [{ Effect: Allow, Action: "*", Resource: ["*"] }] } }
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "8:60 error alice may do anything, through group admins
        Remove the policy, or add administratorAccess: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }
      8:68 error alice may do anything, through group owners
        Remove the policy, or add administratorAccess: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }
      13:17 error emergency may do anything, through arn:aws:iam::aws:policy/AdministratorAccess
        Remove the policy, or add administratorAccess: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }
      13:62 error emergency may do anything, through policy everything
        Remove the policy, or add administratorAccess: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }
      14:17 error emergency may do anything, through inline policy all
        Remove the policy, or add administratorAccess: { justification: ..., approvedBy: ..., ticket: ..., expires: ... }"
    `);
  });

  test("does not report a justified user, a suspended one, or one who may do anything but only to one bucket", async () => {
    const findings = await judged(
      id,
      `
groups: { admins: { policies: [arn:aws:iam::aws:policy/AdministratorAccess] } }
users:
  alice: { type: human, owner: alice@example.com, groups: [admins], administratorAccess: ${sound} }
  bob: { type: human, owner: bob@example.com, groups: [admins], suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 } }
  carol:
    type: human
    owner: carol@example.com
    policies:
      managed: [arn:aws:iam::aws:policy/ReadOnlyAccess]
      inline:
        bucket: { Statement: { Effect: Allow, Action: "*", Resource: "arn:aws:s3:::acme-logs/*" } }
        nothing: { Statement: { Effect: Deny, Action: "*", Resource: "*" } }
`,
    );
    expect(findings).toBe("");
  });
});
