import * as fc from "fast-check";
import type { Roster } from "../../src/roster/index";
import { withTerraform } from "./harness";
import { because, CERTIFICATE, OTHER_CERTIFICATE, PGP_KEY, SSH_KEY, synthesizedYaml } from "./rosters";

jest.setTimeout(180_000);

const why = because("Generated, so that every feature meets every other at some time");
const flags = ["plaintextSecrets", "consoleWithoutMfa", "directPolicies", "longLivedKeys", "administratorAccess"];
const document = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::${aws:username}/*" }],
};

/** Names as IAM takes them, the awkward ones for an address among them. */
const name = fc.oneof(
  fc.constantFrom("jane.doe", "janedoe", "jane_doe", "Default", "Resource", "1pass", "constructor", "a@b,c=d+e"),
  fc.stringMatching(/^[A-Za-z0-9_+=,.@-]{1,20}$/),
);
const path = fc.constantFrom("/", "/people/", "/a/b-c/%{x}/");
const status = fc.constantFrom("Active", "Inactive");
const tags = fc.dictionary(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.:/=+@ -]{0,20}$/),
  fc.constantFrom("", "42", "été 東京"),
  {
    maxKeys: 3,
  },
);
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const named = <Value>(value: fc.Arbitrary<Value>, maxKeys: number) => fc.dictionary(name, value, { maxKeys });
const one = <Value>(value: Value) => fc.constantFrom({}, { soap: value });

const backends: readonly object[] = [
  { local: {} },
  { local: { path: "state/${stack}.tfstate" } },
  {
    s3: {
      bucket: "acme",
      key: "iam.tfstate",
      region: "us-east-1",
      useLockfile: true,
      encrypt: true,
      assumeRole: { roleArn: "arn:aws:iam::111122223333:role/state" },
    },
  },
  { gcs: { bucket: "acme", prefix: "iam/%{users}" } },
  { azurerm: { storageAccountName: "acme", containerName: "iam", key: "users", resourceGroupName: "iam" } },
  { http: { address: "https://state.example.com/iam", lockMethod: "PUT" } },
  { cloud: { organization: "acme", workspaces: { name: "iam-users" } } },
  { cloud: { organization: "acme", hostname: "tfe.example.com", workspaces: { tags: ["iam"] } } },
];

const user = fc.record({
  type: fc.constantFrom("human", "service", "break-glass"),
  owner: fc.constantFrom("alice@example.com", "platform team/EU"),
  path: some(path),
  tags: some(tags),
  permissionsBoundary: some(fc.constantFrom(null, "push", "arn:aws:iam::aws:policy/PowerUserAccess")),
  groups: some(fc.uniqueArray(fc.constantFrom("developers", "billing"))),
  loginProfile: some(
    fc.record({ passwordLength: fc.integer({ min: 8, max: 128 }), passwordResetRequired: fc.boolean() }),
  ),
  mfaDevices: some(named(fc.constant({}), 2)),
  accessKeys: some(named(fc.record({ status }), 2)),
  policies: some(
    fc.record({
      managed: fc.uniqueArray(fc.constantFrom("push", "arn:aws:iam::aws:policy/ReadOnlyAccess")),
      inline: named(fc.constant(document), 2),
    }),
  ),
  sshPublicKeys: some(named(fc.record({ publicKey: fc.constant(SSH_KEY), status }), 1)),
  serviceSpecificCredentials: some(one({ service: "codecommit.amazonaws.com" })),
  suspended: some(fc.constant({ since: "2026-11-20", reason: "On leave: ${why}", ticket: "HR-9" })),
  expires: some(fc.constant("2027-10-31")),
});

const roster = fc.record({
  backend: fc.constantFrom(...backends),
  defaults: fc.record({ path, tags, pgpKey: fc.constant(PGP_KEY) }),
  region: fc.constantFrom("us-east-1", "eu-central-2"),
  assumeRole: some(
    fc.constant({ roleArn: "arn:aws:iam::123456789012:role/${r}/iam", externalId: "acme", duration: "1h" }),
  ),
  users: fc.dictionary(name, user, { maxKeys: 6 }),
  certificates: fc.boolean(),
});

type Generated = typeof roster extends fc.Arbitrary<infer Value> ? Value : never;

/** JSON is YAML, and nothing in it needs care. A flag that nothing needs is a warning, so everybody has all of them. */
function textOf({ region, assumeRole, users, certificates, ...rest }: Generated): string {
  const entries = Object.entries(users).map(([key, value], index) => {
    const body = [CERTIFICATE, OTHER_CERTIFICATE][index];
    const soap =
      certificates && body !== undefined ? { signingCertificates: { soap: { body: JSON.parse(body) } } } : {};
    return `${JSON.stringify(key)}: { ${JSON.stringify({ ...value, ...soap }).slice(1, -1)}, ${flags.map((flag) => `${flag}: ${why}`).join(", ")} }`;
  });
  const account = JSON.stringify({ id: "123456789012", region, assumeRole });
  return `version: 1
account: ${account}
${Object.entries(rest)
  .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  .join("\n")}
policies: { push: { document: ${JSON.stringify(document)} } }
groups: { developers: { policies: [push] }, billing: { existing: true } }
users: { ${entries.join(",\n  ")} }
`;
}

withTerraform("generated rosters", (terraform) => {
  test("with all features and all backends either give findings or pass terraform validate", async () => {
    // The same rosters in each run; ROSTER_SEED makes others.
    const seed = Number(process.env.ROSTER_SEED ?? 20261121);
    const accepted: Array<{ roster: Roster; stack: object }> = [];
    const refused: string[] = [];
    for (const generated of fc.sample(roster, { seed, numRuns: 60 })) {
      try {
        accepted.push(await synthesizedYaml(textOf(generated)));
      } catch (error) {
        refused.push(error instanceof Error ? error.message : String(error));
      }
    }
    // Only names that are the same but for case are refused, or the one certificate twice.
    const unexpected = [...new Set(refused)].filter((message) => !/case|same/i.test(message));
    expect({ seed, unexpected }).toEqual({ seed, unexpected: [] });
    expect({ seed, enough: accepted.length > 40 }).toEqual({ seed, enough: true });
    const kinds = new Set(accepted.map(({ roster: { backend } }) => backend.kind)).size;
    expect({ seed, kinds }).toEqual({ seed, kinds: 6 });
    const validations = await terraform.validateMany(accepted.map(({ stack }) => stack));
    const invalid = validations.filter(({ valid }) => !valid);
    expect({ seed, invalid }).toEqual({ seed, invalid: [] });
  });
});
