import { basename, extname } from "node:path";
import {
  type AccessKey,
  type Account,
  type Backend,
  type BackendKind,
  type FlagName,
  flagNames,
  type Group,
  type GuardSettings,
  type Justification,
  type LoginProfile,
  type Origin,
  type Policy,
  type PolicyReference,
  type Roster,
  type User,
} from "./roster";
import { rosterTags } from "./roster-tags";
import type {
  WrittenDefaults,
  WrittenGroup,
  WrittenPeople,
  WrittenPolicy,
  WrittenRoster,
  WrittenUser,
} from "./written-roster";

/** A file that the schema has accepted. */
export interface WrittenFile<Written> {
  readonly file: string;
  readonly written: Written;
}

/** Fills in every default, once: nothing after this asks what was left out. */
export function normalise(main: WrittenFile<WrittenRoster>, included: readonly WrittenFile<WrittenPeople>[]): Roster {
  const { file, written } = main;
  const stack = written.stack ?? defaultStackName(file);
  const defaults = normaliseDefaults(written.defaults ?? {});
  const people = [main, ...included];
  return {
    file,
    stack,
    account: normaliseAccount(written),
    backend: normaliseBackend(written, stack),
    defaults: defaults.boundary === undefined ? {} : { permissionsBoundary: defaults.boundary },
    policies: entries(people, "policies", normalisePolicy),
    groups: entries(people, "groups", normaliseGroup),
    users: entries(people, "users", (key, user, origin) => normaliseUser(key, user, defaults, origin)),
    removals: Object.entries(written.removals ?? {}).map(([key, removal]) => ({
      key,
      ...removal,
      origin: { file, path: ["removals", key] },
    })),
    guards: { ...defaultGuardSettings, ...written.guards },
  };
}

interface UserDefaults {
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly boundary: PolicyReference | undefined;
  readonly pgpKey: string | undefined;
}

function normaliseDefaults({ path, tags, permissionsBoundary, pgpKey }: WrittenDefaults): UserDefaults {
  return {
    path: path ?? "/",
    tags: tags ?? {},
    boundary: optional(permissionsBoundary, policyReference),
    pgpKey: optional(pgpKey, withoutSpace),
  };
}

/** What was written, where undefined and null both say: none. */
function optional<Written, Made>(written: Written | null | undefined, make: (written: Written) => Made) {
  return written === undefined || written === null ? undefined : make(written);
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, "");
}

export const defaultGuardSettings: GuardSettings = {
  soakDays: 14,
  maxRemovals: 20,
  maxRemovalShare: 0.25,
  maxKeyAgeDays: 90,
};

export function defaultStackName(file: string): string {
  return basename(file, extname(file));
}

function entries<Kind extends "policies" | "groups" | "users", Made>(
  files: readonly WrittenFile<WrittenPeople>[],
  kind: Kind,
  make: (key: string, entry: NonNullable<WrittenPeople[Kind]>[string], origin: Origin) => Made,
): Made[] {
  return files.flatMap(({ file, written }) =>
    Object.entries(written[kind] ?? {}).map(([key, entry]) =>
      make(key, entry as NonNullable<WrittenPeople[Kind]>[string], { file, path: [kind, key] }),
    ),
  );
}

function normaliseAccount({ account }: WrittenRoster): Account {
  return {
    region: account?.region ?? "us-east-1",
    ...(account?.id === undefined ? {} : { id: account.id }),
    ...(account?.assumeRole === undefined ? {} : { assumeRole: account.assumeRole }),
  };
}

function normaliseBackend({ backend }: WrittenRoster, stack: string): Backend {
  const [kind, settings] = Object.entries(backend ?? { local: {} })[0] ?? ["local", {}];
  const path = kind === "local" && !("path" in settings) ? { path: `terraform.${stack}.tfstate` } : {};
  return { kind: kind as BackendKind, settings: { ...path, ...settings } };
}

function normalisePolicy(key: string, policy: WrittenPolicy, origin: Origin): Policy {
  return {
    key,
    name: policy.name ?? key,
    path: policy.path ?? "/",
    ...(policy.description === undefined ? {} : { description: policy.description }),
    tags: policy.tags ?? {},
    document: policy.document,
    origin,
  };
}

function normaliseGroup(key: string, group: WrittenGroup, origin: Origin): Group {
  return {
    key,
    name: group.name ?? key,
    path: group.path ?? "/",
    existing: group.existing ?? false,
    policies: (group.policies ?? []).map(policyReference),
    origin,
  };
}

function normaliseUser(key: string, user: WrittenUser, defaults: UserDefaults, origin: Origin): User {
  const name = user.name ?? key;
  const boundary =
    user.permissionsBoundary === undefined ? defaults.boundary : optional(user.permissionsBoundary, policyReference);
  const pgpKeyOf = ({ pgpKey }: { readonly pgpKey?: string | null }) =>
    pgpKey === undefined ? defaults.pgpKey : optional(pgpKey, withoutSpace);
  const { loginProfile, suspended, expires } = user;
  return {
    key,
    name,
    type: user.type,
    owner: user.owner,
    path: user.path ?? defaults.path,
    tags: { ...defaults.tags, ...user.tags, ...rosterTags(user) },
    ...(boundary && { permissionsBoundary: boundary }),
    groups: user.groups ?? [],
    ...(loginProfile && { loginProfile: normaliseLoginProfile(loginProfile, pgpKeyOf(loginProfile)) }),
    mfaDevices: list(user.mfaDevices, (device, deviceKey) => ({
      key: deviceKey,
      name: device.name ?? `${name}-${deviceKey}`,
      path: device.path ?? "/",
    })),
    accessKeys: list(user.accessKeys, (accessKey, slot) => normaliseAccessKey(slot, accessKey, pgpKeyOf(accessKey))),
    managedPolicies: (user.policies?.managed ?? []).map(policyReference),
    inlinePolicies: list(user.policies?.inline, (document, policyName) => ({ name: policyName, document })),
    sshPublicKeys: list(user.sshPublicKeys, (sshKey, sshKeyKey) => ({
      key: sshKeyKey,
      publicKey: sshKey.publicKey.trim(),
      encoding: sshKey.encoding ?? "SSH",
      status: sshKey.status ?? "Active",
    })),
    signingCertificates: list(user.signingCertificates, (certificate, certificateKey) => ({
      key: certificateKey,
      // Without the last line break, as AWS gives it back: the provider compares to the letter.
      body: certificate.body.trim(),
      status: certificate.status ?? "Active",
    })),
    serviceSpecificCredentials: list(user.serviceSpecificCredentials, (credential, credentialKey) => ({
      key: credentialKey,
      service: credential.service,
      status: credential.status ?? "Active",
    })),
    ...(suspended && { suspended }),
    ...(expires !== undefined && { expires }),
    flags: writtenFlags(user),
    origin,
  };
}

function normaliseLoginProfile(
  { passwordLength, passwordResetRequired }: NonNullable<WrittenUser["loginProfile"]>,
  pgpKey: string | undefined,
): LoginProfile {
  return {
    ...(pgpKey !== undefined && { pgpKey }),
    passwordLength: passwordLength ?? 20,
    passwordResetRequired: passwordResetRequired ?? true,
  };
}

function normaliseAccessKey(
  key: string,
  { status, rotateBy }: NonNullable<WrittenUser["accessKeys"]>[string],
  pgpKey: string | undefined,
): AccessKey {
  return {
    key,
    status: status ?? "Active",
    ...(pgpKey !== undefined && { pgpKey }),
    ...(rotateBy !== undefined && { rotateBy }),
  };
}

function writtenFlags(user: WrittenUser): User["flags"] {
  const flags: Partial<Record<FlagName, Justification>> = {};
  for (const name of flagNames) {
    const justification = user[name];
    if (justification !== undefined) flags[name] = justification;
  }
  return flags;
}

function list<Entry, Made>(
  map: Readonly<Record<string, Entry>> | undefined,
  make: (entry: Entry, key: string) => Made,
): Made[] {
  return map === undefined ? [] : Object.entries(map).map(([key, entry]) => make(entry, key));
}

/** Keys of `policies:` cannot hold a colon, ARNs always do. */
export function policyReference(text: string): PolicyReference {
  return text.includes(":") ? { kind: "arn", arn: text } : { kind: "named", key: text };
}
