import type { SingleSection, SlotSection } from "../terms/kinds";

/** Every kind of credential has its section. */
type Credentials = Readonly<Record<SlotSection, readonly (string | Credential)[]> & Record<SingleSection, boolean>>;

/** One IAM user with everything that a roster can say of it. Secrets are not in it: AWS gives none out. */
export interface HeldUser extends Credentials {
  readonly name: string;
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
  /** IAM names. */
  readonly groups: readonly string[];
  /** ARN. */
  readonly permissionsBoundary: string | undefined;
  /** ARNs. */
  readonly managedPolicies: readonly string[];
  readonly inlinePolicies: readonly InlinePolicyText[];
  readonly loginProfile: boolean;
  /** Serial numbers: virtual, hardware and FIDO alike. */
  readonly mfaDevices: readonly string[];
  readonly accessKeys: readonly Credential[];
  /** AWS does not give out the text of every key that it has. */
  readonly sshPublicKeys: readonly (Credential & { readonly body: string | undefined })[];
  readonly signingCertificates: readonly CredentialWithBody[];
  readonly serviceSpecificCredentials: readonly (Credential & { readonly service: string })[];
}

export interface InlinePolicyText {
  readonly name: string;
  /** JSON. */
  readonly document: string;
}

export interface Credential {
  readonly id: string;
  /** `Active`, `Inactive`, and of late `Expired`. */
  readonly status: string;
  /** ISO. */
  readonly created: string;
}

export interface CredentialWithBody extends Credential {
  readonly body: string;
}

export interface HeldGroup {
  readonly name: string;
  readonly path: string;
  /** ARNs. */
  readonly managedPolicies: readonly string[];
  /** Names: a roster cannot say what they are. */
  readonly inlinePolicies: readonly string[];
}

/** A customer managed policy. */
export interface HeldPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly description: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** JSON of the default version. */
  readonly document: string;
}
