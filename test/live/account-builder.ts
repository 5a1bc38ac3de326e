import { createHash } from "node:crypto";
import { type AccessKey, type Account, nameKey, type Tag, table, type User } from "../../src/sandbox/state";

/** A text in every secret place that IAM would never give out: no output may hold it. */
export const CANARY = "CANARY-1f0c7b";

const DAY_MS = 86_400_000;

/** A user as a test describes it. */
export interface Person {
  readonly name: string;
  readonly path?: string;
  readonly tags?: Record<string, string>;
  readonly bornDaysAgo: number;
  readonly groups?: string[];
}

/** Puts things into an account as they may have come there over the years, also those that AWS would refuse today. */
export class AccountBuilder {
  private number = 0;

  public constructor(
    public readonly account: Account,
    private readonly today: Date,
  ) {}

  public user({ name, path = "/", tags = {}, bornDaysAgo, groups = [] }: Person): User {
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

  public password(user: User, usedDaysAgo: number | undefined): void {
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

  public key(user: User, given: { ageDays: number; usedDaysAgo?: number; status?: "Active" | "Inactive" }): void {
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

  public device(user: string, path: string, name: string): void {
    const serialNumber = `arn:aws:iam::${this.account.accountId}:mfa${path}${name}`;
    const createDate = this.ago(100);
    this.account.mfaDevices[nameKey(serialNumber)] = {
      ...{ serialNumber, kind: "virtual", seed: `${CANARY}SEED`, createDate, tags: [] },
      user: nameKey(user),
      enableDate: createDate,
    };
  }

  public otherDevice(user: string, serialNumber: string, kind: "hardware" | "fido"): void {
    const createDate = this.ago(50);
    this.account.mfaDevices[nameKey(serialNumber)] = {
      ...{ serialNumber, kind, createDate, tags: [], user: nameKey(user), enableDate: createDate },
    };
  }

  public abandonedDevice(name: string): void {
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

  public gitCredential(user: User, serviceName: string, status: "Active" | "Inactive" = "Active"): void {
    user.serviceSpecificCredentials.push({
      serviceSpecificCredentialId: `ACCA${this.id(17)}`,
      serviceName,
      serviceUserName: `${user.userName}-at-${this.account.accountId}`,
      createDate: this.ago(90),
      status,
    });
  }

  public certificate(user: User, body: string): void {
    const certificateId = this.id(32);
    user.signingCertificates.push({ certificateId, body: body.trim(), status: "Active", uploadDate: this.ago(365) });
  }

  public group(groupName: string): void {
    this.account.groups[nameKey(groupName)] = {
      groupName,
      groupId: `AGPA${this.id(17)}`,
      path: "/",
      createDate: this.ago(1_500),
      attachedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      inlinePolicies: table(),
    };
  }

  public policy(policyName: string, path: string, document: object): void {
    const createDate = this.ago(1_500);
    this.account.policies[nameKey(policyName)] = {
      ...{ policyName, policyId: `ANPA${this.id(17)}`, path, createDate, updateDate: createDate, tags: [] },
      ...{ defaultVersionId: "v1", nextVersion: 2 },
      versions: [{ versionId: "v1", document: JSON.stringify(document), createDate }],
    };
  }

  public ago(days: number): string {
    return `${new Date(this.today.getTime() - days * DAY_MS).toISOString().slice(0, 19)}Z`;
  }

  /** Letters and digits as AWS's ids have them. */
  public id(length: number): string {
    const digest = createHash("sha512")
      .update(String(this.number++))
      .digest();
    return Array.from({ length }, (_, at) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(digest[at] ?? 0) % 32]).join("");
  }
}

/** A well-formed RSA public key of 2048 bits that nobody has the private half of. */
export function sshKey(owner: string, number: number) {
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
