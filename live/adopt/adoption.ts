import type { WrittenGroup, WrittenUser } from "../../roster/written-roster";

/** An existing thing and the address that takes it over. */
export interface Import {
  readonly to: string;
  readonly id: string;
}

/** How addresses are made; the constructs know. */
export interface Addressing {
  readonly address: (...keys: [string, ...string[]]) => string;
  readonly policyKeys: (reference: { kind: "named"; key: string } | { kind: "arn"; arn: string }) => string[];
}

/** What of the roster is decided for all users. */
export interface RosterDefaults {
  readonly path: string;
  readonly pgpKey: boolean;
  readonly permissionsBoundary: boolean;
}

type Editable<T> = { -readonly [Key in keyof T]: T[Key] };
export type UserPatch = Editable<Partial<WrittenUser>>;

/** What becomes of one user. */
export interface UserAdoption {
  readonly key: string;
  readonly name: string;
  /** Whether the roster has the entry already; then `patch` is what it lacks. */
  readonly known: boolean;
  readonly patch: UserPatch;
  /** What a reader should know, by key of the entry: `type`, `accessKeys`. */
  readonly comments: Readonly<Record<string, string>>;
  readonly imports: readonly Import[];
  /** What stays outside, and why. */
  readonly left: readonly string[];
}

export interface GroupAdoption {
  readonly key: string;
  /** Absent where the roster has the entry already. */
  readonly entry: WrittenGroup | undefined;
  readonly imports: readonly Import[];
  readonly left: readonly string[];
}
