/** What a new project is to be: all that `roster init` asks. */
export interface Answers {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly backend: LocalBackend | S3Backend;
  /** An email address: who owns the first users, and approves changes. */
  readonly owner: string;
  readonly ci: Ci;
  /** A public PGP key of the owner, armored or base64. @default - none yet: nobody has a password or an access key */
  readonly pgpKey?: string;
  /** Whether the users are those of the account, which `roster adopt` adds, and not the first three. */
  readonly fromAccount: boolean;
  /** Whether `cdktf deploy` is to work too. */
  readonly cdktf: boolean;
  /** ISO date. */
  readonly today: string;
}

interface LocalBackend {
  readonly kind: "local";
}

interface S3Backend {
  readonly kind: "s3";
  readonly bucket: string;
  readonly key: string;
}

export const backends = ["local", "s3"] as const;

export const cis = ["github", "gitlab", "none"] as const;

export type Ci = (typeof cis)[number];
