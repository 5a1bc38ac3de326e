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
    serviceSpecificCredentials: { ${many(
      2 + holds.over,
      (index) => `git-${index}: { service: codecommit.amazonaws.com }`,
    )} }
`;
}

describe(id, () => {
  test("fails when a user holds one more of each kind than IAM allows", async () => {
    expect(await judged(id, bot({ over: 1 }))).toMatchInlineSnapshot(`
      "7:5 error deploy-bot has 51 tags (those of iam-roster included); IAM allows 50
        Remove what exceeds the quota.
      8:5 error deploy-bot has 11 groups; IAM allows 10
        Remove what exceeds the quota.
      9:5 error deploy-bot has 3 access keys; IAM allows 2
        Remove what exceeds the quota.
      10:5 error deploy-bot has 9 MFA devices; IAM allows 8
        Remove what exceeds the quota.
      12:7 error deploy-bot has 11 managed policies; IAM allows 10
        Remove what exceeds the quota.
      13:7 error deploy-bot has 2049 characters of inline policy; IAM allows 2048
        Remove what exceeds the quota.
      14:5 error deploy-bot has 6 SSH public keys; IAM allows 5
        Remove what exceeds the quota.
      15:5 error deploy-bot has 3 signing certificates; IAM allows 2
        Remove what exceeds the quota.
      16:5 error deploy-bot has 3 credentials for codecommit.amazonaws.com; IAM allows 2
        Remove what exceeds the quota."
    `);
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
    expect(findings).toMatchInlineSnapshot(`
      "7:17 error bob has 11 managed policies (AWSDenyAll of the suspension included); IAM allows 10
        Remove what exceeds the quota."
    `);
  });

  test.each([
    [12, ""],
    [13, "5:7 error bob has 13 managed policies; IAM allows 12\n  Remove what exceeds the quota."],
  ])("takes the roster's word for a quota that AWS raised: %d managed policies", async (held, said) => {
    const managed = many(held, (index) => `arn:aws:iam::aws:policy/Policy${index}`);
    const findings = await judged(
      id,
      `
guards: { managedPoliciesPerUser: 12 }
users:
  bob: { type: human, owner: bob@example.com, policies: {
      managed: [${managed}] } }
`,
    );
    expect(findings).toBe(said);
  });

  test.each([
    [49, ""],
    [
      50,
      "2:32 error policy push has 51 tags (those of iam-roster included); IAM allows 50\n  Remove what exceeds the quota.",
    ],
  ])("counts the tags of a policy: %d", async (held, said) => {
    const document = '{ Version: "2012-10-17", Statement: { Effect: Deny, Action: "s3:*", Resource: "*" } }';
    const tags = many(held, (index) => `tag-${index}: x`);
    const yaml = `policies: { push: { tags: { ${tags} }, document: ${document} } }\nusers: {}\n`;
    expect(await judged(id, yaml)).toBe(said.replace("2:32", "2:21"));
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
  ${many(5001, (index) => `person-${index}: { type: human, owner: hr, mfaDevices: { phone: {} } }\n  `).replaceAll(
    "\n  , ",
    "\n  ",
  )}
`,
    );
    expect(findings).toMatchInlineSnapshot(`
      "2:27 error policy everything has 6203 characters; IAM allows 6144
        Remove what exceeds the quota.
      3:1 error the roster has 301 groups; IAM allows 300
        Remove what exceeds the quota.
      4:17 error group developers has 11 policies; IAM allows 10
        Remove what exceeds the quota.
      305:1 error the roster has 5001 users; IAM allows 5000
        Remove what exceeds the quota.
      305:1 error the roster has 5001 virtual MFA devices; IAM allows 5000
        Remove what exceeds the quota."
    `);
  });
});
