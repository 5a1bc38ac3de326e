import { isAccountId } from "../terms/arns";
import type { SingleSection, SlotSection } from "../terms/kinds";
import type { Partition } from "../terms/partitions";

/** Everything a sandbox knows, as plain JSON: dates are ISO strings, tables are null-prototype objects. */
export interface SandboxState {
  readonly schemaVersion: 1;
  readonly accounts: Record<string, Account>;
}

/** A table by name or id. Its prototype is null: a user may be called `constructor`. */
export type Table<T> = Record<string, T>;

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export type Status = "Active" | "Inactive" | "Expired";

export interface AccessKey {
  readonly accessKeyId: string;
  status: Status;
  readonly createDate: string;
  lastUsed?: { date: string; region: string; serviceName: string };
}

/** Passwords are held as salted hashes: ChangePassword must be able to refuse a wrong or a used one. */
export interface LoginProfile {
  readonly createDate: string;
  passwordResetRequired: boolean;
  passwordHash: string;
  passwordLastChanged: string;
  readonly usedPasswordHashes: string[];
}

export interface SshPublicKey {
  readonly sshPublicKeyId: string;
  readonly fingerprint: string;
  readonly body: string;
  status: Status;
  readonly uploadDate: string;
}

export interface SigningCertificate {
  readonly certificateId: string;
  readonly body: string;
  status: Status;
  readonly uploadDate: string;
}

export interface ServiceSpecificCredential {
  readonly serviceSpecificCredentialId: string;
  readonly serviceName: string;
  readonly serviceUserName?: string;
  readonly serviceCredentialAlias?: string;
  readonly createDate: string;
  readonly expirationDate?: string;
  status: Status;
}

/** What users, groups and roles have in common. */
export interface PolicyHolder {
  path: string;
  readonly createDate: string;
  /** ARNs of managed policies, in the order of attachment. */
  attachedPolicies: string[];
  inlinePolicies: Table<string>;
}

/** Every kind of credential has its section; devices are in a table of their own, since they can be nobody's. */
type Credentials = Record<Exclude<SlotSection, "mfaDevices">, object[]> & Partial<Record<SingleSection, object>>;

export interface User extends PolicyHolder, Credentials {
  userName: string;
  readonly userId: string;
  passwordLastUsed?: string;
  permissionsBoundary?: string;
  tags: Tag[];
  /** Keys of `Account.groups`. */
  groups: string[];
  accessKeys: AccessKey[];
  loginProfile?: LoginProfile;
  sshPublicKeys: SshPublicKey[];
  signingCertificates: SigningCertificate[];
  serviceSpecificCredentials: ServiceSpecificCredential[];
}

export interface Group extends PolicyHolder {
  groupName: string;
  readonly groupId: string;
}

export interface Role extends PolicyHolder {
  readonly roleName: string;
  readonly roleId: string;
  assumeRolePolicyDocument: string;
  description?: string;
  maxSessionDuration: number;
  permissionsBoundary?: string;
  tags: Tag[];
  lastUsed?: { date: string; region: string };
}

/** The seed is held in clear: without it no code can be judged. A FIDO key has none and is never enabled by codes. */
export interface MfaDevice {
  readonly serialNumber: string;
  readonly kind: "virtual" | "hardware" | "fido";
  readonly seed?: string;
  readonly createDate: string;
  tags: Tag[];
  /** Key of `Account.users`; absent while the device is assigned to nobody. */
  user?: string;
  enableDate?: string;
  /** The last 30-second step whose code was spent on STS; a code works once. */
  lastStep?: number;
}

export interface PolicyVersion {
  readonly versionId: string;
  readonly document: string;
  readonly createDate: string;
}

export interface Policy {
  readonly policyName: string;
  readonly policyId: string;
  readonly path: string;
  readonly description?: string;
  readonly createDate: string;
  updateDate: string;
  tags: Tag[];
  defaultVersionId: string;
  nextVersion: number;
  versions: PolicyVersion[];
}

export interface PasswordPolicy {
  MinimumPasswordLength: number;
  RequireSymbols: boolean;
  RequireNumbers: boolean;
  RequireUppercaseCharacters: boolean;
  RequireLowercaseCharacters: boolean;
  AllowUsersToChangePassword: boolean;
  MaxPasswordAge?: number;
  PasswordReusePrevention?: number;
  HardExpiry?: boolean;
}

export interface KmsGrant {
  readonly grantId: string;
  readonly granteePrincipal: string;
  readonly retiringPrincipal?: string;
  readonly name?: string;
  readonly operations: string[];
  readonly createDate: string;
}

export interface KmsKey {
  readonly keyId: string;
  /** @default - us-east-1 */
  readonly region?: string;
  readonly description: string;
  readonly createDate: string;
  policy: string;
  enabled: boolean;
  grants: KmsGrant[];
  aliases: string[];
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createDate: string;
  policy?: string;
  /** Versions by key, the newest last; one alone where the bucket is not versioned. */
  objects?: Table<readonly ObjectVersion[]>;
  /** Made with Object Lock, and so versioned. */
  objectLock?: { readonly retention?: { readonly mode: LockMode; readonly days: number } };
}

export type LockMode = "GOVERNANCE" | "COMPLIANCE";

export interface ObjectVersion {
  /** `null` where the bucket is not versioned. */
  readonly versionId: string;
  readonly etag: string;
  /** Base64. */
  readonly body: string;
  readonly lastModified: string;
  /** It is a delete marker. */
  readonly deleted?: boolean;
  readonly lock?: { readonly mode: LockMode; readonly until: string } | undefined;
}

/** One event of CloudTrail's history; tests put their own here, and the sandbox adds its writes. */
export interface TrailEvent {
  readonly eventId: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventTime: string;
  readonly username: string;
  readonly accessKeyId?: string;
  readonly readOnly: boolean;
  /** Where CloudTrail keeps it. @default - us-east-1 */
  readonly region?: string;
  /** `IAMUser`, `AssumedRole`, `Root`, with the unique id. @default - an IAM user */
  readonly identity?: { readonly type: string; readonly principalId: string };
  readonly resources: ReadonlyArray<{ readonly ResourceType: string; readonly ResourceName: string }>;
  readonly errorCode?: string;
}

export interface Account {
  readonly accountId: string;
  /** @default "aws" */
  readonly partition?: Partition;
  readonly createDate: string;
  alias?: string;
  passwordPolicy?: PasswordPolicy;
  credentialReport?: { readonly generatedTime: string; readonly content: string; readonly pending: boolean };
  rootMfaActive: boolean;
  readonly users: Table<User>;
  readonly groups: Table<Group>;
  readonly roles: Table<Role>;
  readonly policies: Table<Policy>;
  /** By ARN: policies of AWS itself that are younger than the sandbox's own list of them. */
  readonly newerAwsPolicies?: Table<Policy>;
  readonly mfaDevices: Table<MfaDevice>;
  readonly kmsKeys: Table<KmsKey>;
  readonly buckets: Table<Bucket>;
  readonly events: TrailEvent[];
}

export const DEFAULT_ACCOUNT_ID = "123456789012";

/** A table without a prototype, so that no name that a stranger chooses is already in it. */
export function table<T>(): Table<T> {
  return Object.create(null);
}

/** The key of an entity in its table: IAM's names are not distinguished by case (CreateUser, "UserName"). */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

/** Adds an empty account, or returns the one that is there. @param accountId twelve digits */
export function addAccount(state: SandboxState, accountId: string, partition: Partition = "aws"): Account {
  if (!isAccountId(accountId)) throw new RangeError(`An AWS account id has twelve digits: ${accountId}`);
  state.accounts[accountId] ??= {
    accountId,
    ...(partition === "aws" ? {} : { partition }),
    createDate: "2019-03-01T09:00:00Z",
    rootMfaActive: true,
    users: table(),
    groups: table(),
    roles: table(),
    policies: table(),
    mfaDevices: table(),
    kmsKeys: table(),
    buckets: table(),
    events: [],
  };
  return state.accounts[accountId];
}

export function emptyState(accountId: string = DEFAULT_ACCOUNT_ID): SandboxState {
  const state: SandboxState = { schemaVersion: 1, accounts: table() };
  addAccount(state, accountId);
  return state;
}

/** Reads what `dumpState` wrote. @throws SyntaxError or TypeError where the text is not such a state */
export function loadState(json: string): SandboxState {
  const state = JSON.parse(json, (_key, value) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.assign(Object.create(null), value)
      : value,
  ) as SandboxState;
  if (state?.schemaVersion !== 1 || typeof state.accounts !== "object") {
    throw new TypeError("Not a state of the sandbox: schemaVersion 1 and accounts are required");
  }
  for (const [accountId, account] of Object.entries(state.accounts)) {
    const blank = Object.values(emptyState(accountId).accounts)[0];
    state.accounts[accountId] = Object.assign(Object.create(null), blank, account);
  }
  return state;
}

/** The whole state as JSON. The same state gives the same bytes: the keys of every table are sorted. */
export function dumpState(state: SandboxState): string {
  const sorted = (_key: string, value: unknown): unknown => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
    const out = table<unknown>();
    for (const key of Object.keys(value).sort()) out[key] = (value as Table<unknown>)[key];
    return out;
  };
  return `${JSON.stringify(state, sorted, 1)}\n`;
}
