import { basename, extname } from "node:path";
import {
  type Account,
  type Backend,
  type BackendKind,
  flagNames,
  type Group,
  type GuardSettings,
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
  const defaults = written.defaults ?? {};
  const people = [main, ...included];
  return {
    file,
    stack,
    account: normaliseAccount(written),
    backend: normaliseBackend(written, stack),
    policies: entries(people, "policies", (key, policy, origin) => normalisePolicy(key, policy, origin)),
    groups: entries(people, "groups", (key, group, origin) => normaliseGroup(key, group, origin)),
    users: entries(people, "users", (key, user, origin) => normaliseUser(key, user, defaults, origin)),
    removals: Object.entries(written.removals ?? {}).map(([key, removal]) => ({
      key,
      ...removal,
      origin: { file, path: ["removals", key] },
    })),
    guards: { ...defaultGuardSettings, ...written.guards },
  };
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

function normaliseUser(key: string, user: WrittenUser, defaults: WrittenDefaults, origin: Origin): User {
  const name = user.name ?? key;
  const boundary = user.permissionsBoundary === undefined ? defaults.permissionsBoundary : user.permissionsBoundary;
  const pgpKey = (own: string | null | undefined): { pgpKey?: string } => {
    const chosen = own === undefined ? defaults.pgpKey : own;
    return chosen === undefined || chosen === null ? {} : { pgpKey: chosen.replace(/\s/g, "") };
  };
  return {
    key,
    name,
    type: user.type,
    owner: user.owner,
    path: user.path ?? defaults.path ?? "/",
    tags: { ...defaults.tags, ...user.tags, ...rosterTags(user) },
    ...(boundary === undefined || boundary === null ? {} : { permissionsBoundary: policyReference(boundary) }),
    groups: user.groups ?? [],
    ...(user.loginProfile === undefined
      ? {}
      : {
          loginProfile: {
            ...pgpKey(user.loginProfile.pgpKey),
            passwordLength: user.loginProfile.passwordLength ?? 20,
            passwordResetRequired: user.loginProfile.passwordResetRequired ?? true,
          },
        }),
    mfaDevices: list(user.mfaDevices, (device, deviceKey) => ({
      key: deviceKey,
      name: device.name ?? `${name}-${deviceKey}`,
      path: device.path ?? "/",
    })),
    accessKeys: list(user.accessKeys, (accessKey, slot) => ({
      key: slot,
      status: accessKey.status ?? "Active",
      ...pgpKey(accessKey.pgpKey),
      ...(accessKey.rotateBy === undefined ? {} : { rotateBy: accessKey.rotateBy }),
    })),
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
    ...(user.suspended === undefined ? {} : { suspended: user.suspended }),
    ...(user.expires === undefined ? {} : { expires: user.expires }),
    flags: Object.fromEntries(flagNames.flatMap((flag) => (user[flag] === undefined ? [] : [[flag, user[flag]]]))),
    origin,
  };
}

function list<Entry, Made>(
  map: Readonly<Record<string, Entry>> | undefined,
  make: (entry: Entry, key: string) => Made,
): Made[] {
  return Object.entries(map ?? {}).map(([key, entry]) => make(entry, key));
}

/** Keys of `policies:` cannot hold a colon, ARNs always do. */
export function policyReference(text: string): PolicyReference {
  return text.includes(":") ? { kind: "arn", arn: text } : { kind: "named", key: text };
}
