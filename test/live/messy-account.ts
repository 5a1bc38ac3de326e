import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { addAccount, DEFAULT_ACCOUNT_ID, emptyState, type SandboxState } from "../../src/sandbox/index";
import type { User } from "../../src/sandbox/state";
import { CERTIFICATE } from "../sandbox/credentials";
import { AccountBuilder, sshKey } from "./account-builder";

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

/** An account of 206 users, as messy as real ones. The same arguments give the same state. */
export function messyAccount(today: Date = MESSY_TODAY): SandboxState {
  const state = emptyState(DEFAULT_ACCOUNT_ID);
  new Mess(new AccountBuilder(addAccount(state, DEFAULT_ACCOUNT_ID), today)).make();
  return state;
}

/** Some of its users with their groups and devices, for tests that need not be long. */
export function messyFew(names: readonly string[], today: Date = MESSY_TODAY): SandboxState {
  const state = messyAccount(today);
  const account = addAccount(state, DEFAULT_ACCOUNT_ID);
  for (const key of Object.keys(account.users)) if (!names.includes(key)) delete account.users[key];
  for (const [serial, { user }] of Object.entries(account.mfaDevices)) {
    if (user === undefined || !names.includes(user)) delete account.mfaDevices[serial];
  }
  const groups = new Set(Object.values(account.users).flatMap((user) => user.groups));
  for (const key of Object.keys(account.groups)) if (!groups.has(key)) delete account.groups[key];
  return state;
}

class Mess {
  public constructor(private readonly builder: AccountBuilder) {}

  public make(): void {
    for (const name of ["developers", "Finance", "contractors"]) this.builder.group(name);
    this.builder.policy("deploy-artifacts", "/ci/", inlinePolicy);
    for (let at = 1; at <= MESSY.humansWithConsole; at++) this.human(at);
    for (let at = 1; at <= MESSY.humansWithKeysOnly; at++) this.keysOnly(at);
    for (let at = 1; at <= MESSY.pipelines; at++) this.pipeline(at);
    for (let at = 1; at <= MESSY.vendors; at++) this.vendor(at);
    for (let at = 1; at <= MESSY.unexplained; at++) this.unexplained(at);
    this.lonelyKmsKey();
    this.builder.abandonedDevice("console-02-old-phone");
  }

  /** Console access; every second one without MFA; some with a hardware key, a second phone, a key made by hand. */
  private human(at: number): void {
    const name = `console-${pad(at)}`;
    const user = this.builder.user({
      name,
      path: at % 3 === 0 ? "/people/" : "/",
      bornDaysAgo: 200 + at * 7,
      tags: { Owner: `${name}@example.com`, CostCenter: String(at % 5) },
      groups: at % 4 === 0 ? ["developers", "finance"] : ["developers"],
    });
    this.builder.password(user, at % 5 === 0 ? undefined : at * 3);
    if (at % 2 === 0) this.builder.device(name, at % 4 === 0 ? "/" : "/phones/", at % 6 === 0 ? name : `${name}-phone`);
    if (at % 8 === 0) this.builder.device(name, "/", `${name}-tablet`);
    if (at === 11) this.builder.otherDevice(name, `GAHT${String(at).padStart(8, "0")}`, "hardware");
    if (at === 12)
      this.builder.otherDevice(
        name,
        `arn:aws:iam::${this.builder.account.accountId}:u2f/user/${name}/key-ABCDEFGH`,
        "fido",
      );
    if (at % 9 === 0) this.builder.key(user, { ageDays: 300, usedDaysAgo: 5 });
    if (at === 4) user.attachedPolicies.push("arn:aws:iam::aws:policy/AdministratorAccess");
  }

  private keysOnly(at: number): void {
    // The first five are second users of people with console access.
    const name = at <= 5 ? `console-${pad(at)}-cli` : `keys${pad(at)}+s3@example.com`;
    const tags = at <= 5 ? { Owner: `console-${pad(at)}@example.com` } : {};
    const user = this.builder.user({ name, tags, bornDaysAgo: 400 + at, groups: at % 2 === 0 ? ["contractors"] : [] });
    this.builder.key(user, { ageDays: 100 + at * 11, ...(at % 4 === 0 ? {} : { usedDaysAgo: at * 5 }) });
    if (at % 3 === 0) this.builder.key(user, { ageDays: 40, usedDaysAgo: 1 });
    if (at % 5 === 0) user.sshPublicKeys.push(sshKey(name, 1), sshKey(name, 2));
  }

  private pipeline(at: number): void {
    const name = `pipeline-${pad(at)}`;
    const user = this.builder.user({
      name,
      path: "/services/",
      bornDaysAgo: 700,
      tags: { team: `platform ${at % 4}` },
    });
    this.builder.key(user, { ageDays: 500 + at, usedDaysAgo: name === FORGOTTEN_CRON ? 120 : (at * 7) % 200 });
    if (at % 6 === 0) this.builder.key(user, { ageDays: 20, status: "Inactive" });
    user.inlinePolicies["push artifacts".replace(" ", "-")] = JSON.stringify(inlinePolicy);
    if (at % 2 === 0)
      user.attachedPolicies.push(`arn:aws:iam::${this.builder.account.accountId}:policy/ci/deploy-artifacts`);
    if (at % 7 === 0) this.builder.gitCredential(user, "codecommit.amazonaws.com");
    if (at === 7) this.builder.gitCredential(user, "codecommit.amazonaws.com", "Inactive");
    if (at % 10 === 0) user.sshPublicKeys.push(sshKey(name, 1));
    if (at === 1) this.builder.certificate(user, CERTIFICATE);
    if (at === 2) this.builder.certificate(user, sampleCertificate());
    if (at === 3) user.permissionsBoundary = "arn:aws:iam::aws:policy/PowerUserAccess";
    if (name === FORGOTTEN_CRON) this.nightly(user);
  }

  private vendor(at: number): void {
    const name = `vendor=acme${pad(at)}`;
    const user = this.builder.user({
      name,
      path: "/vendors/",
      bornDaysAgo: 900,
      tags: { contact: `sales${at}@vendor.example` },
    });
    this.builder.key(user, { ageDays: 800, ...(at % 2 === 0 ? { usedDaysAgo: at } : {}) });
    user.attachedPolicies.push("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
  }

  /** Nobody knows why it is there: no tag, no sign of use. */
  private unexplained(at: number): void {
    const user = this.builder.user({ name: `tmp_${pad(at)}`, bornDaysAgo: 1_000 + at });
    if (at % 2 === 0) this.builder.password(user, undefined);
    if (at % 3 === 0) this.builder.key(user, { ageDays: 1_000, status: "Inactive" });
  }

  /** Its key policy names one user, and nobody else: no administrator can save the key afterwards. */
  private lonelyKmsKey(): void {
    const Principal = { AWS: `arn:aws:iam::${this.builder.account.accountId}:user/${KMS_HOLDER}` };
    this.builder.account.kmsKeys[LONELY_KEY] = {
      keyId: LONELY_KEY,
      description: "payroll archive",
      createDate: this.builder.ago(1_200),
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
      this.builder.account.events.push({
        eventId: `00000000-0000-4000-8000-${String(nights).padStart(12, "0")}`,
        eventName: "CreateBackup",
        eventSource: "dynamodb.amazonaws.com",
        eventTime: this.builder.ago(nights),
        username: user.userName,
        accessKeyId: user.accessKeys[0]?.accessKeyId ?? "",
        readOnly: false,
        resources: [],
      });
    }
  }
}

const inlinePolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:PutObject"], Resource: "arn:aws:s3:::artifacts/${aws:username}/*" }],
};

const pad = (at: number) => String(at).padStart(2, "0");

function sampleCertificate(): string {
  const sample = load(readFileSync(join(__dirname, "..", "..", "users.yaml"), "utf8")) as {
    users: Record<string, { signingCertificates: { soap: { body: string } } }>;
  };
  return sample.users["deploy-bot"]?.signingCertificates.soap.body ?? "";
}
