import type { FlagName } from "../terms/flags";
import type { SingleSection, SlotSection } from "../terms/kinds";
import type { WrittenBackend, WrittenJustification, WrittenRoster, WrittenUser } from "./users.written";
import type { Path } from "./yaml-tree";

/** The content of a `users.yaml` and its includes as far as it could be read, every default filled in: for checks. */
export interface PartialRoster {
  /**
   * Whether all that was written is in it. What was refused is missing, or has a stand-in: resources made of such a
   * roster would remove people, or grant them something else than was written.
   */
  readonly whole: boolean;
  /** The file it was read from, relative to the project. */
  readonly file: string;
  /** Name of the stack, and of its folder under `cdktf.out/stacks`. */
  readonly stack: string;
  readonly account: Account;
  readonly backend: Backend;
  readonly defaults: Defaults;
  readonly policies: readonly Policy[];
  readonly groups: readonly Group[];
  readonly users: readonly User[];
  readonly removals: readonly Removal[];
  /** By login. */
  readonly approvers: Readonly<Record<string, string>>;
  readonly guards: GuardSettings;
}

/** The checked and normalised content of a `users.yaml` and its includes: nothing else may become resources. */
export interface Roster extends PartialRoster {
  readonly whole: true;
}

/** Where a thing is written: for messages, never for decisions. */
export interface Origin {
  readonly file: string;
  readonly path: Path;
}

export interface Account {
  /** Twelve digits; absent: any account is accepted. */
  readonly id?: string;
  readonly region: string;
  readonly assumeRole?: AssumeRole;
}

export type AssumeRole = NonNullable<NonNullable<WrittenRoster["account"]>["assumeRole"]>;

export type BackendKind = keyof WrittenBackend;

export interface Backend {
  readonly kind: BackendKind;
  /** The settings as written, camelCase; for `local` the path is always there. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A policy as users, groups and boundaries refer to it: one of `policies:`, or an ARN that is managed elsewhere. */
export type PolicyReference =
  | { readonly kind: "named"; readonly key: string }
  | { readonly kind: "arn"; readonly arn: string };

/** Defaults that are references: users have them filled in, as the same object, and their place is here. */
export interface Defaults {
  readonly permissionsBoundary?: PolicyReference;
}

export type PolicyDocument = Readonly<Record<string, unknown>>;

export interface Policy {
  readonly key: string;
  readonly name: string;
  readonly path: string;
  readonly description?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly document: PolicyDocument;
  readonly origin: Origin;
}

export interface Group {
  readonly key: string;
  readonly name: string;
  readonly path: string;
  /** Lives elsewhere: referred to, never created or destroyed. */
  readonly existing: boolean;
  readonly policies: readonly PolicyReference[];
  readonly origin: Origin;
}

export type UserType = WrittenUser["type"];

/** Why, approved by whom, on which ticket, until when. */
export type Justification = WrittenJustification;

/** What all entries of a section with slots have in common; what only some have may be absent. */
export interface Slot {
  readonly key: string;
  /** The IAM name. */
  readonly name?: string;
  readonly status?: CredentialStatus;
  readonly service?: string;
  readonly pgpKey?: string;
}

/** Every kind of credential has its section. */
type Credentials = Readonly<Record<SlotSection, readonly Slot[]>> & Readonly<Partial<Record<SingleSection, object>>>;

export interface User extends Credentials {
  /** Names the user in the state: changing it removes one user and creates another. */
  readonly key: string;
  /** The IAM name. */
  readonly name: string;
  readonly type: UserType;
  readonly owner: string;
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly permissionsBoundary?: PolicyReference;
  /** Keys of `groups:`. */
  readonly groups: readonly string[];
  readonly loginProfile?: LoginProfile;
  readonly mfaDevices: readonly MfaDevice[];
  readonly accessKeys: readonly AccessKey[];
  readonly managedPolicies: readonly PolicyReference[];
  readonly inlinePolicies: readonly InlinePolicy[];
  /** Names of inline policies that stay as they are: not managed, and not removed. */
  readonly existingInlinePolicies: readonly string[];
  readonly sshPublicKeys: readonly SshPublicKey[];
  readonly signingCertificates: readonly SigningCertificate[];
  readonly serviceSpecificCredentials: readonly ServiceSpecificCredential[];
  /** Until the first sign-in and an MFA device are seen: nothing but what enrols. */
  readonly stage?: NonNullable<WrittenUser["stage"]>;
  readonly suspended?: Suspension;
  /** ISO date; the last day on which the user may exist. */
  readonly expires?: string;
  readonly flags: Readonly<Partial<Record<FlagName, Justification>>>;
  readonly origin: Origin;
}

export type CredentialStatus = "Active" | "Inactive";

export interface LoginProfile {
  readonly pgpKey?: string;
  readonly passwordLength: number;
  readonly passwordResetRequired: boolean;
}

export interface MfaDevice {
  readonly key: string;
  readonly name: string;
  readonly path: string;
}

export interface AccessKey {
  readonly key: string;
  readonly status: CredentialStatus;
  readonly pgpKey?: string;
  /** ISO date. */
  readonly rotateBy?: string;
  /** ISO date; the first day on which it is Inactive, which IAM does not keep. */
  readonly inactiveSince?: string;
}

export interface InlinePolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

export interface SshPublicKey {
  readonly key: string;
  readonly publicKey: string;
  readonly encoding: "SSH" | "PEM";
  readonly status: CredentialStatus;
}

export interface SigningCertificate {
  readonly key: string;
  /** To the letter as IAM has it, or is to have it: line breaks count. */
  readonly body: string;
  readonly status: CredentialStatus;
}

export interface ServiceSpecificCredential {
  readonly key: string;
  readonly service: string;
  readonly status: CredentialStatus;
}

export type Suspension = NonNullable<WrittenUser["suspended"]>;

/** What may be said about an entry that is gone. */
export interface Removal extends Justification {
  readonly key: string;
  readonly origin: Origin;
}

export type GuardSettings = Required<NonNullable<WrittenRoster["guards"]>>;
