import { type FlagName, flagNames } from "../terms/flags";
import { type PgpKeyFiles, pgpKeyText } from "./pgp-keys";
import type { AccessKey, Justification, LoginProfile, Origin, PolicyDocument, PolicyReference, User } from "./roster";
import { rosterTags } from "./roster-tags";
import type { WrittenDefaults, WrittenPgpKey, WrittenUser } from "./users.written";

/** What users have unless they say otherwise. */
export interface UserDefaults {
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly boundary: PolicyReference | undefined;
  readonly pgpKey: string | undefined;
}

export function normaliseDefaults(
  { path, tags, permissionsBoundary, pgpKey }: WrittenDefaults,
  keyFiles: PgpKeyFiles,
): UserDefaults {
  return {
    path: path ?? "/",
    tags: tags ?? {},
    boundary: optional(permissionsBoundary, policyReference),
    pgpKey: optional(pgpKey, (written) => pgpKeyText(written, keyFiles)),
  };
}

/** What was written, where undefined and null both say: none. */
function optional<Written, Made>(written: Written | null | undefined, make: (written: Written) => Made) {
  return written === undefined || written === null ? undefined : make(written);
}

export interface Surroundings {
  readonly defaults: UserDefaults;
  readonly keyFiles: PgpKeyFiles;
  readonly origin: Origin;
}

export function normaliseUser(key: string, user: WrittenUser, { defaults, keyFiles, origin }: Surroundings): User {
  const name = user.name ?? key;
  const boundary =
    user.permissionsBoundary === undefined ? defaults.boundary : optional(user.permissionsBoundary, policyReference);
  const pgpKeyOf = ({ pgpKey }: { readonly pgpKey?: WrittenPgpKey }) =>
    pgpKey === undefined ? defaults.pgpKey : optional(pgpKey, (written) => pgpKeyText(written, keyFiles));
  const { loginProfile, stage, suspended, expires } = user;
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
    inlinePolicies: list(user.policies?.inline, (document, policyName) => ({ name: policyName, document })).filter(
      ({ document }) => !isExisting(document),
    ),
    existingInlinePolicies: Object.entries(user.policies?.inline ?? {}).flatMap(([policyName, document]) =>
      isExisting(document) ? [policyName] : [],
    ),
    sshPublicKeys: list(user.sshPublicKeys, (sshKey, sshKeyKey) => ({
      key: sshKeyKey,
      publicKey: sshKey.publicKey.trim(),
      encoding: sshKey.encoding ?? "SSH",
      status: sshKey.status ?? "Active",
    })),
    signingCertificates: list(user.signingCertificates, (certificate, certificateKey) => ({
      key: certificateKey,
      body: certificateText(certificate),
      status: certificate.status ?? "Active",
    })),
    serviceSpecificCredentials: list(user.serviceSpecificCredentials, (credential, credentialKey) => ({
      key: credentialKey,
      service: credential.service,
      status: credential.status ?? "Active",
    })),
    ...(stage && { stage }),
    ...(suspended && { suspended }),
    ...(expires !== undefined && { expires }),
    flags: writtenFlags(user),
    origin,
  };
}

/** The schema allows nothing else beside it. */
function isExisting(document: PolicyDocument): boolean {
  return document.existing === true;
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
  { status, rotateBy, inactiveSince }: NonNullable<WrittenUser["accessKeys"]>[string],
  pgpKey: string | undefined,
): AccessKey {
  return {
    key,
    status: status ?? "Active",
    ...(pgpKey !== undefined && { pgpKey }),
    ...(rotateBy !== undefined && { rotateBy }),
    ...(inactiveSince !== undefined && { inactiveSince }),
  };
}

/** The provider compares to the letter, so how the YAML block ends must not matter. */
function certificateText({
  body,
  lineBreaks,
  finalLineBreak,
}: NonNullable<WrittenUser["signingCertificates"]>[string]): string {
  const lines = `${body.trim()}${finalLineBreak === true ? "\n" : ""}`;
  return lineBreaks === "CRLF" ? lines.replaceAll("\n", "\r\n") : lines;
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
