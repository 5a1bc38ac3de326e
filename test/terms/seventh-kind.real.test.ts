import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kindPlaces } from "./kind-places";

const root = join(__dirname, "..", "..");

/** A kind that AWS does not have: slots, AWS's own id, a status, and a secret that a PGP key encrypts. */
const passkey = `
  passkey: {
    section: "passkeys",
    slots: true,
    type: "aws_iam_passkey",
    user: "user_name",
    id: "passkey_id",
    issued: true,
    status: true,
    secret: "pgp",
    tags: true,
    attributes: { user_name: "text", passkey_id: "text", status: "text" },
    importId: ({ id }) => id,
    required: {},
    noun: ["passkey", "passkeys"],
    quota: { max: 3, per: "user" },
    deletion: 10,
    actions: { list: "iam:ListPasskeys", remove: "iam:DeletePasskey" },
  },
`;

/** What a human would write for it. */
const section = `"passkeys": {
          "type": "object",
          "description": "Passkeys by key.",
          "additionalProperties": {
            "type": "object",
            "additionalProperties": false,
            "properties": { "status": { "enum": ["Active", "Inactive"] } }
          }
        },
        `;

/** The sources in a folder of their own, with one more kind in the table and in the schema. */
function sourcesWithPasskeys(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "iam-roster-kind-")));
  const { include } = JSON.parse(readFileSync(join(root, "tsconfig.build.json"), "utf8")) as { include: string[] };
  for (const part of [...include, "roster", "scripts", "tsconfig.json", "tsconfig.build.json"]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  insert(join(folder, "src/terms/kinds.ts"), "} as const satisfies Readonly<Record<string, KindFacts>>;", passkey);
  insert(join(folder, "roster/users.schema.json"), '"sshPublicKeys": {', section);
  execFileSync(process.execPath, ["scripts/generate-types.mjs"], { cwd: folder });
  return folder;
}

function insert(file: string, before: string, text: string): void {
  const parts = readFileSync(file, "utf8").split(before);
  expect(parts).toHaveLength(2);
  writeFileSync(file, parts.join(`${text}${before}`));
}

const origin = { file: "users.yaml", path: ["users", "alice"] };

const planWithPasskey = {
  format_version: "1.2",
  terraform_version: "1.9.0",
  resource_changes: [
    {
      address: "aws_iam_passkey.alice--phone",
      mode: "managed",
      type: "aws_iam_passkey",
      name: "alice--phone",
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: {
        actions: ["delete"],
        before: { user_name: "alice", passkey_id: "PASSKEYABCDWXYZ", status: "Active" },
        after: null,
      },
    },
  ],
};

/** Files that the compiler names, each once. */
function refusedIn(folder: string): string[] {
  try {
    const options = ["-p", "tsconfig.build.json", "--noEmit", "--incremental", "false", "--tsBuildInfoFile", "null"];
    execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...options], { cwd: folder });
    return [];
  } catch (error) {
    const lines = String((error as { stdout?: Buffer }).stdout).matchAll(/^([^\s(]+)\(\d+,\d+\): error/gm);
    return [...new Set([...lines].map(([, file = ""]) => file))].sort();
  }
}

test("a new kind touches at most 15 files", () => {
  expect(Object.values(kindPlaces).flat().length).toBeLessThanOrEqual(15);
});

describe("with a seventh kind in the table", () => {
  let folder: string;
  const room = (file: string) => require(join(folder, file));

  beforeAll(() => {
    folder = sourcesWithPasskeys();
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("the compiler names the files where somebody has to decide something, and no other", () => {
    expect(refusedIn(folder)).toEqual(kindPlaces.compiler);
  }, 120_000);

  const passkeys = ["a", "b", "c", "d"].map((key) => ({ key, status: key === "a" ? "Inactive" : "Active" }));
  const user = { key: "alice", name: "alice", type: "human", owner: "alice@example.com", flags: {}, tags: {}, origin };
  const none = {
    ...{
      groups: [],
      mfaDevices: [],
      accessKeys: [],
      managedPolicies: [],
      inlinePolicies: [],
      existingInlinePolicies: [],
    },
    ...{ sshPublicKeys: [], signingCertificates: [], serviceSpecificCredentials: [] },
  };
  const alice = { ...user, ...none, passkeys };

  test("a plan with one is read, and reviewed", () => {
    const { readPlan } = room("src/plan/read.ts");
    const { credentialName, credentialOf } = room("src/review/credential.ts");
    const plan = readPlan(Buffer.from(JSON.stringify(planWithPasskey)));
    const credential = credentialOf(plan.changes[0]);
    expect(credential).toMatchObject({ kind: "passkey", key: "phone", idTail: "WXYZ", status: { before: "Active" } });
    expect(credentialName(credential)).toBe("passkey phone …WXYZ");
    expect(room("src/plan/people.ts").peopleOf(plan).managed.of("alice")).toEqual([
      { kind: "passkey", id: "PASSKEYABCDWXYZ" },
    ]);
  });

  test("guards count it, and want its secret encrypted", () => {
    const roster = {
      file: "users.yaml",
      users: [alice],
      groups: [],
      policies: [],
      account: { region: "us-east-1" },
      guards: { managedPoliciesPerUser: 10 },
    };
    const quotas = room("src/guards/aws-quotas.ts").awsQuotas.check({ roster });
    expect(quotas.map(({ message }: { message: string }) => message)).toEqual(["alice has 4 passkeys; IAM allows 3"]);
    const { plaintextSecretsJustified } = room("src/guards/plaintext-secrets-justified.ts");
    const [need] = plaintextSecretsJustified.needs(roster)(alice);
    expect(need).toEqual({
      message: "the secret of passkey a of alice would be in plain text in the state",
      path: ["passkeys", "a"],
    });
  });

  test("it is told, ordered and removed like the others", () => {
    const { describePeople } = room("src/cli/people.ts");
    expect(describePeople({ users: [alice] }, new Map([["alice", 7]]))).toBe(
      "alice  human, alice@example.com: 7 resources\n       passkeys a (Inactive), b, c, d\n",
    );
    const { holdingKinds } = room("src/terms/holdings.ts");
    expect(holdingKinds.at(-1)).toBe("passkey");
    const { describeHolding, isHolding } = room("src/aws/kinds.ts");
    const holding = { kind: "passkey", id: "PASSKEYABCDWXYZ", status: "Active" };
    expect([isHolding(holding), describeHolding(holding)]).toEqual([true, "passkey PASSKEYABCDWXYZ (Active)"]);
    const { policyFor } = room("src/aws/permissions.ts");
    const [{ Action }] = policyFor("sweep", "123456789012").Statement;
    expect(Action).toEqual(expect.arrayContaining(["iam:DeletePasskey", "iam:ListPasskeys"]));
  });
});
