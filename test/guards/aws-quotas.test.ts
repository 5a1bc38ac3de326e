import { judged } from "./judge";

const id = "aws-quotas";

/** A flow list or map of so many made-up entries. */
function many(count: number, entry: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => entry(index)).join(", ");
}

function bot(holds: { over: number }): string {
  const arn = (index: number) => `arn:aws:iam::aws:policy/Policy${index}`;
  const action = "a".repeat(2048 + holds.over - '{"Statement":{"Effect":"Allow","Action":"","Resource":"*"}}'.length);
  return `
groups: { ${many(11, (index) => `team-${index}: {}`)} }
users:
  deploy-bot:
    type: service
    owner: platform
    tags: { ${many(47 + holds.over, (index) => `tag-${index}: x`)} }
    groups: [${many(10 + holds.over, (index) => `team-${index}`)}]
    accessKeys: { ${many(2 + holds.over, (index) => `slot-${index}: {}`)} }
    mfaDevices: { ${many(8 + holds.over, (index) => `phone-${index}: {}`)} }
    policies:
      managed: [${many(10 + holds.over, arn)}]
      inline: { push: { Statement: { Effect: Allow, Action: "${action}", Resource: "*" } } }
    sshPublicKeys: { ${many(5 + holds.over, (index) => `key-${index}: { publicKey: ssh-rsa AAAAB3NzaC1yc2E }`)} }
    signingCertificates: { ${many(2 + holds.over, (index) => `soap-${index}: { body: x }`)} }
    serviceSpecificCredentials: { ${many(2 + holds.over, (index) => `git-${index}: { service: codecommit.amazonaws.com }`)} }
`;
}

describe(id, () => {
  test("fails when a user holds one more of each kind than IAM allows", async () => {
    expect(await judged(id, bot({ over: 1 }))).toMatchInlineSnapshot();
  });

  test("does not report a user that holds as much as IAM allows", async () => {
    expect(await judged(id, bot({ over: 0 }))).toBe("");
  });

  test("fails when a suspension adds the eleventh managed policy", async () => {
    const findings = await judged(
      id,
      `
users:
  bob:
    type: human
    owner: bob@example.com
    suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 }
    policies: { managed: [${many(10, (index) => `arn:aws:iam::aws:policy/Policy${index}`)}] }
`,
    );
    expect(findings).toMatchInlineSnapshot();
  });

  test("fails when a group or a policy is too large, or the account is full", async () => {
    const findings = await judged(
      id,
      `
policies: { everything: { document: { Statement: { Effect: Allow, Action: "${"a".repeat(6144)}", Resource: "*" } } } }
groups:
  developers: { policies: [${many(11, (index) => `arn:aws:iam::aws:policy/Policy${index}`)}] }
  ${many(300, (index) => `"team-${index}": {}`).replaceAll(", ", "\n  ")}
users:
  ${many(5001, (index) => `person-${index}: { type: human, owner: hr, mfaDevices: { phone: {} } }\n  `).replaceAll("\n  , ", "\n  ")}
`,
    );
    expect(findings).toMatchInlineSnapshot();
  });
});
