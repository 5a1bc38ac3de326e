import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { addAccount, DEFAULT_ACCOUNT_ID, emptyState, type SandboxState } from "../../src/sandbox/index";
import { type AccessKey, type Account, nameKey, type Tag, table, type User } from "../../src/sandbox/state";
import { CERTIFICATE } from "../sandbox/credentials";

/** The day on which the story of the 206 users begins. */
export const MESSY_TODAY = new Date("2026-11-21T12:00:00Z");

/** Who is in it: 87 + 34 + 42 + 28 + 15 = 206, as in story 3. */
const MESSY = {
  humansWithConsole: 87,
  humansWithKeysOnly: 34,
  pipelines: 42,
  vendors: 28,
  unexplained: 15,
} as const;

/** The one whose deletion would lose a KMS key for good. */
export const KMS_HOLDER = "console-07";
export const LONELY_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
/** Dormant to every eye but CloudTrail's: a cron job that somebody forgot uses its key every night. */
export const FORGOTTEN_CRON = "pipeline-13";

/** A text in every secret place that IAM would never give out: no output may hold it. */
export const CANARY = "CANARY-1f0c7b";

const DAY_MS = 86_400_000;

interface Person {
  readonly name: string;
  readonly path?: string;
  readonly tags?: Record<string, string>;
  readonly bornDaysAgo: number;
  readonly groups?: string[];
}

/** An account of 206 users, as messy as real ones. The same arguments give the same state. */
export function messyAccount(today: Date = MESSY_TODAY): SandboxState {
  const state = emptyState(DEFAULT_ACCOUNT_ID);
  new Mess(addAccount(state, DEFAULT_ACCOUNT_ID), today).make();
  return state;
}

/** Some of its users, for tests that need not be long. */
export function messyFew(names: readonly string[], today: Date = MESSY_TODAY): SandboxState {
  const state = messyAccount(today);
  const account = addAccount(state, DEFAULT_ACCOUNT_ID);
  for (const key of Object.keys(account.users)) if (!names.includes(key)) delete account.users[key];
  for (const [serial, { user }] of Object.entries(account.mfaDevices)) {
    if (user !== undefined && !names.includes(user)) delete account.mfaDevices[serial];
  }
  return state;
}

class Mess {
  private number = 0;

  public constructor(
    private readonly account: Account,
    private readonly today: Date,
  ) {}

  public make(): void {
    for (const name of ["developers", "Finance", "contractors"]) this.group(name);
    this.policy("deploy-artifacts", "/ci/");
    for (let at = 1; at <= MESSY.humansWithConsole; at++) this.human(at);
    for (let at = 1; at <= MESSY.humansWithKeysOnly; at++) this.keysOnly(at);
    for (let at = 1; at <= MESSY.pipelines; at++) this.pipeline(at);
    for (let at = 1; at <= MESSY.vendors; at++) this.vendor(at);
    for (let at = 1; at <= MESSY.unexplained; at++) this.unexplained(at);
    this.lonelyKmsKey();
    this.abandonedDevice("console-02-old-phone");
  }

  /** Console access; every second one without MFA; some with a hardware key, a second phone, a key made by hand. */
  private human(at: number): void {
    const name = `console-${pad(at)}`;
    const user = this.user({
      name,
      path: at % 3 === 0 ? "/people/" : "/",
      bornDaysAgo: 200 + at * 7,
      tags: { Owner: `${name}@example.com`, CostCenter: String(at % 5) },
      groups: at % 4 === 0 ? ["developers", "finance"] : ["developers"],
    });
    this.password(user, at % 5 === 0 ? undefined : at * 3);
    if (at % 2 === 0) this.device(name, at % 4 === 0 ? "/" : "/phones/", at % 6 === 0 ? name : `${name}-phone`);
    if (at % 8 === 0) this.device(name, "/", `${name}-tablet`);
    if (at === 11) this.otherDevice(name, `GAHT${String(at).padStart(8, "0")}`, "hardware");
    if (at === 12)
      this.otherDevice(name, `arn:aws:iam::${this.account.accountId}:u2f/user/${name}/key-ABCDEFGH`, "fido");
    if (at % 9 === 0) this.key(user, { ageDays: 300, usedDaysAgo: 5 });
    if (at === 4) user.attachedPolicies.push("arn:aws:iam::aws:policy/AdministratorAccess");
  }

  private keysOnly(at: number): void {
    // The first five are second users of people with console access.
    const name = at <= 5 ? `console-${pad(at)}-cli` : `keys${pad(at)}+s3@example.com`;
    const tags = at <= 5 ? { Owner: `console-${pad(at)}@example.com` } : {};
    const user = this.user({ name, tags, bornDaysAgo: 400 + at, groups: at % 2 === 0 ? ["contractors"] : [] });
    this.key(user, { ageDays: 100 + at * 11, ...(at % 4 === 0 ? {} : { usedDaysAgo: at * 5 }) });
    if (at % 3 === 0) this.key(user, { ageDays: 40, usedDaysAgo: 1 });
    if (at % 5 === 0) user.sshPublicKeys.push(sshKey(name, 1), sshKey(name, 2));
  }

  private pipeline(at: number): void {
    const name = `pipeline-${pad(at)}`;
    const user = this.user({ name, path: "/services/", bornDaysAgo: 700, tags: { team: `platform ${at % 4}` } });
    this.key(user, { ageDays: 500 + at, usedDaysAgo: name === FORGOTTEN_CRON ? 120 : (at * 7) % 200 });
    if (at % 6 === 0) this.key(user, { ageDays: 20, status: "Inactive" });
    user.inlinePolicies["push artifacts".replace(" ", "-")] = JSON.stringify(inlinePolicy);
    if (at % 2 === 0) user.attachedPolicies.push(`arn:aws:iam::${this.account.accountId}:policy/ci/deploy-artifacts`);
    if (at % 7 === 0) this.gitCredential(user, "codecommit.amazonaws.com");
    if (at === 7) this.gitCredential(user, "codecommit.amazonaws.com", "Inactive");
    if (at % 10 === 0) user.sshPublicKeys.push(sshKey(name, 1));
    if (at === 1) this.certificate(user, CERTIFICATE);
    if (at === 2) this.certificate(user, sampleCertificate());
    if (at === 3) user.permissionsBoundary = "arn:aws:iam::aws:policy/PowerUserAccess";
    if (name === FORGOTTEN_CRON) this.nightly(user);
  }

  private vendor(at: number): void {
    const name = `vendor=acme${pad(at)}`;
    const user = this.user({
      name,
      path: "/vendors/",
      bornDaysAgo: 900,
      tags: { contact: `sales${at}@vendor.example` },
    });
    this.key(user, { ageDays: 800, ...(at % 2 === 0 ? { usedDaysAgo: at } : {}) });
    user.attachedPolicies.push("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
  }

  /** Nobody knows why it is there: no tag, no sign of use. */
  private unexplained(at: number): void {
    const user = this.user({ name: `tmp_${pad(at)}`, bornDaysAgo: 1_000 + at });
    if (at % 2 === 0) this.password(user, undefined);
    if (at % 3 === 0) this.key(user, { ageDays: 1_000, status: "Inactive" });
  }

  private user({ name, path = "/", tags = {}, bornDaysAgo, groups = [] }: Person): User {
    const user: User = {
      userName: name,
      userId: `AIDA${this.id(17)}`,
      path,
      createDate: this.ago(bornDaysAgo),
      tags: Object.entries(tags).map(([Key, Value]): Tag => ({ Key, Value })),
      groups,
      attachedPolicies: [],
      inlinePolicies: table(),
      accessKeys: [],
      sshPublicKeys: [],
      signingCertificates: [],
      serviceSpecificCredentials: [],
    };
    this.account.users[nameKey(name)] = user;
    return user;
  }

  private password(user: User, usedDaysAgo: number | undefined): void {
    const createDate = user.createDate;
    const passwordHash = `${CANARY}-password-hash`;
    const usedPasswordHashes: string[] = [];
    user.loginProfile = {
      createDate,
      passwordResetRequired: false,
      passwordHash,
      passwordLastChanged: createDate,
      usedPasswordHashes,
    };
    if (usedDaysAgo !== undefined) user.passwordLastUsed = this.ago(usedDaysAgo);
  }

  private key(user: User, given: { ageDays: number; usedDaysAgo?: number; status?: "Active" | "Inactive" }): void {
    const key: AccessKey = {
      accessKeyId: `AKIA${this.id(16)}`,
      status: given.status ?? "Active",
      createDate: this.ago(given.ageDays),
    };
    if (given.usedDaysAgo !== undefined) {
      key.lastUsed = { date: this.ago(given.usedDaysAgo), region: "us-east-1", serviceName: "s3" };
    }
    user.accessKeys.push(key);
  }

  private device(user: string, path: string, name: string): void {
    const serialNumber = `arn:aws:iam::${this.account.accountId}:mfa${path}${name}`;
    const createDate = this.ago(100);
    this.account.mfaDevices[nameKey(serialNumber)] = {
      ...{ serialNumber, kind: "virtual", seed: `${CANARY}SEED`, createDate, tags: [] },
      user: nameKey(user),
      enableDate: createDate,
    };
  }

  private otherDevice(user: string, serialNumber: string, kind: "hardware" | "fido"): void {
    const createDate = this.ago(50);
    this.account.mfaDevices[nameKey(serialNumber)] = {
      ...{ serialNumber, kind, createDate, tags: [], user: nameKey(user), enableDate: createDate },
    };
  }

  private abandonedDevice(name: string): void {
    const serialNumber = `arn:aws:iam::${this.account.accountId}:mfa/${name}`;
    const createDate = this.ago(400);
    this.account.mfaDevices[nameKey(serialNumber)] = {
      serialNumber,
      kind: "virtual",
      seed: `${CANARY}SEED`,
      createDate,
      tags: [],
    };
  }

  private gitCredential(user: User, serviceName: string, status: "Active" | "Inactive" = "Active"): void {
    user.serviceSpecificCredentials.push({
      serviceSpecificCredentialId: `ACCA${this.id(17)}`,
      serviceName,
      serviceUserName: `${user.userName}-at-${this.account.accountId}`,
      createDate: this.ago(90),
      status,
    });
  }

  private certificate(user: User, body: string): void {
    const certificateId = this.id(32);
    user.signingCertificates.push({ certificateId, body: body.trim(), status: "Active", uploadDate: this.ago(365) });
  }

  private group(groupName: string): void {
    this.account.groups[nameKey(groupName)] = {
      groupName,
      groupId: `AGPA${this.id(17)}`,
      path: "/",
      createDate: this.ago(1_500),
      attachedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      inlinePolicies: table(),
    };
  }

  private policy(policyName: string, path: string): void {
    const createDate = this.ago(1_500);
    this.account.policies[nameKey(policyName)] = {
      ...{ policyName, policyId: `ANPA${this.id(17)}`, path, createDate, updateDate: createDate, tags: [] },
      ...{ defaultVersionId: "v1", nextVersion: 2 },
      versions: [{ versionId: "v1", document: JSON.stringify(inlinePolicy), createDate }],
    };
  }

  /** Its key policy names one user, and nobody else: no administrator can save the key afterwards. */
  private lonelyKmsKey(): void {
    const Principal = { AWS: `arn:aws:iam::${this.account.accountId}:user/${KMS_HOLDER}` };
    this.account.kmsKeys[LONELY_KEY] = {
      keyId: LONELY_KEY,
      description: "payroll archive",
      createDate: this.ago(1_200),
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" }],
      }),
      enabled: true,
      grants: [],
      aliases: [],
    };
  }

  /** What only CloudTrail knows. */
  private nightly(user: User): void {
    for (let nights = 1; nights <= 5; nights++) {
      this.account.events.push({
        eventId: `00000000-0000-4000-8000-${String(nights).padStart(12, "0")}`,
        eventName: "CreateBackup",
        eventSource: "dynamodb.amazonaws.com",
        eventTime: this.ago(nights),
        username: user.userName,
        accessKeyId: user.accessKeys[0]?.accessKeyId ?? "",
        readOnly: false,
        resources: [],
      });
    }
  }

  private ago(days: number): string {
    return `${new Date(this.today.getTime() - days * DAY_MS).toISOString().slice(0, 19)}Z`;
  }

  /** Letters and digits as AWS's ids have them. */
  private id(length: number): string {
    const digest = createHash("sha512")
      .update(String(this.number++))
      .digest();
    return Array.from({ length }, (_, at) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(digest[at] ?? 0) % 32]).join("");
  }
}

const inlinePolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:PutObject"], Resource: "arn:aws:s3:::artifacts/${aws:username}/*" }],
};

const pad = (at: number) => String(at).padStart(2, "0");

/** A well-formed RSA public key of 2048 bits that nobody has the private half of. */
function sshKey(owner: string, number: number) {
  const modulus = Buffer.concat(
    Array.from({ length: 8 }, (_, at) => createHash("sha256").update(`${owner}/${number}/${at}`).digest()),
  );
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  const part = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const blob = Buffer.concat([
    part(Buffer.from("ssh-rsa")),
    part(Buffer.from([1, 0, 1])),
    part(Buffer.concat([Buffer.from([0]), modulus])),
  ]);
  const md5 = createHash("md5").update(blob).digest("hex");
  const hash = createHash("sha256").update(`id/${owner}/${number}`).digest();
  const id = Array.from({ length: 17 }, (_, at) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(hash[at] ?? 0) % 32]).join("");
  return {
    sshPublicKeyId: `APKA${id}`,
    fingerprint: md5.match(/../g)?.join(":") ?? "",
    body: `ssh-rsa ${blob.toString("base64")} ${owner}`,
    status: number === 1 ? ("Active" as const) : ("Inactive" as const),
    uploadDate: "2025-03-01T09:00:00Z",
  };
}

function sampleCertificate(): string {
  const sample = load(readFileSync(join(__dirname, "..", "..", "users.yaml"), "utf8")) as {
    users: Record<string, { signingCertificates: { soap: { body: string } } }>;
  };
  return sample.users["deploy-bot"]?.signingCertificates.soap.body ?? "";
}
