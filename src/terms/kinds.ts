import type { Attributes } from "./copied";

/** What the id of an import is made of: IAM name, AWS's own id, and of a service-specific credential the service. */
export interface ImportedThing {
  readonly user: string;
  readonly id: string;
  readonly service?: string;
}

/** Arguments with a value that the provider lets pass. */
export type Required = Readonly<Record<string, string | readonly string[]>>;

/** What all rooms have to know of a kind of credential. */
export interface KindFacts {
  /** Key of a user in users.yaml, of `User` and of the construct's props. */
  readonly section: string;
  /** Whether the section is a map of slots, each with a key of its own, or one thing. */
  readonly slots: boolean;
  readonly type: `aws_iam_${string}`;
  /** Attribute that holds the user's name. */
  readonly user: string;
  /** Attribute that holds the id by which IAM tells two of a user apart. */
  readonly id: string;
  /** Whether AWS chose that id at random, so that its last characters may be shown. */
  readonly issued: boolean;
  /** Whether it is Active or Inactive. */
  readonly status: boolean;
  /** What of it is secret: `pgp` can be encrypted before it reaches the state, `clear` cannot, a `seed` is for the owner's device. */
  readonly secret: "pgp" | "clear" | "seed" | "none";
  /** Whether Terraform can tag it. */
  readonly tags: boolean;
  /** Argument that the provider compares to the letter with what AWS has: another text replaces the credential. */
  readonly exact?: string;
  readonly attributes: Attributes;
  /** The id with which Terraform imports one. */
  readonly importId: (thing: ImportedThing) => string;
  /** What Terraform wants to be said beside the user, where all that is said of an imported one is ignored. */
  readonly required: Required;
  readonly noun: readonly [one: string, several: string];
  /** How many IAM allows, a user or a service of a user. */
  readonly quota: { readonly max: number; readonly per: "user" | "service" };
  /** Place in the order that IAM's DeleteUser gives (API reference): what lets people in comes first. */
  readonly deletion: number;
  /** The action that finds those of a user, and the one that ends one of them. */
  readonly actions: { readonly list: `iam:${string}`; readonly remove: `iam:${string}` };
}

/**
 * The kinds of credential, in the order in which a user is made. This is the only place where a kind exists: everything
 * else derives from it, or is a table that the compiler wants complete.
 */
export const kinds = {
  loginProfile: {
    section: "loginProfile",
    slots: false,
    type: "aws_iam_user_login_profile",
    user: "user",
    id: "user",
    issued: false,
    status: false,
    secret: "pgp",
    tags: false,
    attributes: { user: "text", pgp_key: "presence" },
    importId: ({ user }) => user,
    required: {},
    noun: ["password", "passwords"],
    quota: { max: 1, per: "user" },
    deletion: 1,
    actions: { list: "iam:GetLoginProfile", remove: "iam:DeleteLoginProfile" },
  },
  mfaDevice: {
    section: "mfaDevices",
    slots: true,
    type: "aws_iam_virtual_mfa_device",
    user: "user_name",
    id: "arn",
    issued: false,
    status: false,
    secret: "seed",
    tags: true,
    attributes: { virtual_mfa_device_name: "text", path: "text", arn: "text", user_name: "text", enable_date: "text" },
    importId: ({ id }) => id,
    required: { virtual_mfa_device_name: "-" },
    noun: ["MFA device", "MFA devices"],
    quota: { max: 8, per: "user" },
    deletion: 6,
    actions: { list: "iam:ListMFADevices", remove: "iam:DeactivateMFADevice" },
  },
  accessKey: {
    section: "accessKeys",
    slots: true,
    type: "aws_iam_access_key",
    user: "user",
    id: "id",
    issued: true,
    status: true,
    secret: "pgp",
    tags: false,
    attributes: { user: "text", id: "text", status: "text", pgp_key: "presence", create_date: "text" },
    importId: ({ id }) => id,
    required: {},
    noun: ["access key", "access keys"],
    quota: { max: 2, per: "user" },
    deletion: 2,
    actions: { list: "iam:ListAccessKeys", remove: "iam:DeleteAccessKey" },
  },
  sshPublicKey: {
    section: "sshPublicKeys",
    slots: true,
    type: "aws_iam_user_ssh_key",
    user: "username",
    id: "ssh_public_key_id",
    issued: true,
    status: true,
    secret: "none",
    tags: false,
    exact: "public_key",
    attributes: { username: "text", ssh_public_key_id: "text", status: "text" },
    importId: ({ user, id }) => `${user}:${id}:SSH`,
    required: { encoding: "SSH", public_key: "-" },
    noun: ["SSH public key", "SSH public keys"],
    quota: { max: 5, per: "user" },
    deletion: 4,
    actions: { list: "iam:ListSSHPublicKeys", remove: "iam:DeleteSSHPublicKey" },
  },
  signingCertificate: {
    section: "signingCertificates",
    slots: true,
    type: "aws_iam_signing_certificate",
    user: "user_name",
    id: "certificate_id",
    issued: true,
    status: true,
    secret: "none",
    tags: false,
    exact: "certificate_body",
    attributes: { user_name: "text", certificate_id: "text", status: "text" },
    importId: ({ user, id }) => `${id}:${user}`,
    required: { certificate_body: "-" },
    noun: ["signing certificate", "signing certificates"],
    quota: { max: 2, per: "user" },
    deletion: 3,
    actions: { list: "iam:ListSigningCertificates", remove: "iam:DeleteSigningCertificate" },
  },
  serviceSpecificCredential: {
    section: "serviceSpecificCredentials",
    slots: true,
    type: "aws_iam_service_specific_credential",
    user: "user_name",
    id: "service_specific_credential_id",
    issued: true,
    status: true,
    secret: "clear",
    tags: false,
    attributes: {
      user_name: "text",
      service_name: "text",
      service_specific_credential_id: "text",
      status: "text",
    },
    importId: ({ user, id, service }) => `${service}:${user}:${id}`,
    required: { service_name: "-" },
    noun: ["service-specific credential", "service-specific credentials"],
    quota: { max: 2, per: "service" },
    deletion: 5,
    actions: { list: "iam:ListServiceSpecificCredentials", remove: "iam:DeleteServiceSpecificCredential" },
  },
} as const satisfies Readonly<Record<string, KindFacts>>;

export type Kinds = typeof kinds;
export type CredentialKind = keyof Kinds;
/** Kinds whose section is a map of slots. */
export type SlotKind = { [Kind in CredentialKind]: Kinds[Kind]["slots"] extends true ? Kind : never }[CredentialKind];

export type SlotSection = Kinds[SlotKind]["section"];
/** Sections that hold one thing, or nothing. */
export type SingleSection = Kinds[Exclude<CredentialKind, SlotKind>]["section"];

export const credentialKinds = Object.keys(kinds) as readonly CredentialKind[];
export const slotKinds = credentialKinds.filter((kind): kind is SlotKind => kinds[kind].slots);

export function isCredentialKind(kind: string): kind is CredentialKind {
  return Object.hasOwn(kinds, kind);
}

/** The facts as any kind has them: for code that asks about a kind that it does not know by name. */
export function factsOf(kind: CredentialKind): KindFacts {
  return kinds[kind];
}

const byType: ReadonlyMap<string, CredentialKind> = new Map(credentialKinds.map((kind) => [kinds[kind].type, kind]));

/** @returns undefined when resources of the type are not credentials */
export function kindOfType(type: string): CredentialKind | undefined {
  return byType.get(type);
}
