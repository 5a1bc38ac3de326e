import type { FlagName } from "../terms/flags";
import type { CredentialStatus, GuardSettings, Justification, PolicyDocument, Suspension, UserType } from "./roster";

/** What a human typed, once the schema has accepted it. */
export interface WrittenRoster extends WrittenPeople {
  readonly version: 1;
  readonly stack?: string;
  readonly account?: {
    readonly id?: string;
    readonly region?: string;
    readonly assumeRole?: {
      readonly roleArn: string;
      readonly externalId?: string;
      readonly sessionName?: string;
      readonly duration?: string;
    };
  };
  readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly defaults?: WrittenDefaults;
  readonly removals?: Readonly<Record<string, Justification>>;
  readonly guards?: Partial<GuardSettings>;
}

/** The part that an included file may hold. */
export interface WrittenPeople {
  readonly include?: readonly string[];
  readonly policies?: Readonly<Record<string, WrittenPolicy>>;
  readonly groups?: Readonly<Record<string, WrittenGroup>>;
  readonly users?: Readonly<Record<string, WrittenUser>>;
}

export interface WrittenDefaults {
  readonly path?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly permissionsBoundary?: string | null;
  readonly pgpKey?: string | null;
}

export interface WrittenPolicy {
  readonly name?: string;
  readonly path?: string;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly document: PolicyDocument;
}

export interface WrittenGroup {
  readonly name?: string;
  readonly path?: string;
  readonly existing?: boolean;
  readonly policies?: readonly string[];
}

export interface WrittenUser extends Partial<Record<FlagName, Justification>> {
  readonly name?: string;
  readonly type: UserType;
  readonly owner: string;
  readonly path?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly permissionsBoundary?: string | null;
  readonly groups?: readonly string[];
  readonly loginProfile?: {
    readonly pgpKey?: string | null;
    readonly passwordLength?: number;
    readonly passwordResetRequired?: boolean;
  };
  readonly mfaDevices?: Readonly<Record<string, { readonly name?: string; readonly path?: string }>>;
  readonly accessKeys?: Readonly<
    Record<string, { readonly status?: CredentialStatus; readonly pgpKey?: string | null; readonly rotateBy?: string }>
  >;
  readonly policies?: {
    readonly managed?: readonly string[];
    readonly inline?: Readonly<Record<string, PolicyDocument>>;
  };
  readonly sshPublicKeys?: Readonly<
    Record<
      string,
      { readonly publicKey: string; readonly encoding?: "SSH" | "PEM"; readonly status?: CredentialStatus }
    >
  >;
  readonly signingCertificates?: Readonly<
    Record<
      string,
      {
        readonly body: string;
        readonly lineBreaks?: "LF" | "CRLF";
        readonly finalLineBreak?: boolean;
        readonly status?: CredentialStatus;
      }
    >
  >;
  readonly serviceSpecificCredentials?: Readonly<
    Record<string, { readonly service: string; readonly status?: CredentialStatus }>
  >;
  readonly suspended?: Suspension;
  readonly expires?: string;
}
