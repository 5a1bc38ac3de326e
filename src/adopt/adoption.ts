import type { CredentialStatus } from "../roster/roster";
import type { WrittenGroup, WrittenPolicy, WrittenUser } from "../roster/users.written";
import type { Left, Part } from "./thing";

/** An existing thing and the address that takes it over. */
export interface Import {
  readonly to: string;
  readonly id: string;
}

/** What of the roster is decided for all users. */
export interface RosterDefaults {
  readonly path: string;
  readonly permissionsBoundary: boolean;
}

type Editable<T> = { -readonly [Key in keyof T]: T[Key] };
/** What an entry lacks. AWS may have services that the schema does not know: the entry is checked before it is kept. */
export type UserPatch = Editable<Partial<Omit<WrittenUser, "serviceSpecificCredentials">>> & {
  serviceSpecificCredentials?: Readonly<
    Record<string, { readonly service: string; readonly status?: CredentialStatus }>
  >;
};

/** What becomes of one user. */
export interface UserAdoption {
  readonly key: string;
  readonly name: string;
  /** Whether the roster has the entry already; then `patch` is what it lacks. */
  readonly known: boolean;
  readonly patch: UserPatch;
  /** What slots that the entry has already need, so that they say what is there. */
  readonly amended: readonly Amendment[];
  /** What a reader should know, by key of the entry: `type`, `accessKeys`. */
  readonly comments: Readonly<Record<string, string>>;
  readonly imports: readonly Import[];
  /** Addresses of imports for which the entry had a slot that was to be made: their secrets are not in the state. */
  readonly unknownSecrets: readonly string[];
  /** What the adoption adds and what can stay outside alone; the user first, where its entry is new. */
  readonly parts: readonly Part[];
  readonly left: readonly Left[];
}

export interface Amendment {
  /** Below the user's entry: `["signingCertificates", "soap"]`. */
  readonly path: readonly [string, string];
  readonly value: Readonly<Record<string, unknown>>;
}

export interface PolicyAdoption {
  readonly key: string;
  readonly arn: string;
  /** Absent where the roster has the entry already. */
  readonly entry: WrittenPolicy | undefined;
  readonly imports: readonly Import[];
  readonly parts: readonly Part[];
  readonly left: readonly Left[];
}

export interface GroupAdoption {
  readonly key: string;
  /** Absent where the roster has the entry already. */
  readonly entry: WrittenGroup | undefined;
  readonly imports: readonly Import[];
  readonly parts: readonly Part[];
  readonly left: readonly Left[];
}
