import type { Documents } from "./documents";
import type { Faults } from "./faults";
import type { Account, Role, SandboxState, Tag, User } from "./state";

/** Temporary credentials of STS. They live in the sandbox that gave them out and are in no dump. */
export interface Session {
  readonly accessKeyId: string;
  readonly sessionToken: string;
  readonly accountId: string;
  readonly expiration: number;
  readonly mfa: boolean;
  readonly startedAt: number;
  /** Unique ids and not names: a session outlives a rename, and does not outlive a deletion. */
  readonly userId?: string;
  readonly role?: { readonly roleId: string; readonly sessionName: string; readonly policies: readonly string[] };
}

/** What a sandbox remembers beside its state. */
export interface Runtime {
  faults: Faults;
  readonly sessions: Map<string, Session>;
  readonly documents: Documents;
  /** Where a user's access key was last found; checked at every use, so it may be stale. */
  readonly keyOwners: Map<string, { readonly accountId: string; readonly userKey: string }>;
}

/** Who calls. An administrator and the root user may do everything; users and roles what their policies say. */
export interface Caller {
  readonly kind: "admin" | "root" | "user" | "role";
  readonly account: Account;
  readonly arn: string;
  /** The `UserId` of GetCallerIdentity. */
  readonly userId: string;
  readonly accessKeyId: string;
  readonly user?: User;
  readonly role?: Role;
  readonly session?: Session;
}

/** One request, identified and read. */
export interface Call {
  /** As policies name it, with its service: `iam:CreateUser`. */
  readonly action: string;
  /** The region that the client signed for. Only S3 minds. */
  readonly region: string;
  readonly state: SandboxState;
  readonly account: Account;
  readonly caller: Caller;
  readonly runtime: Runtime;
  readonly now: Date;
  /** `now`, to the second, as IAM writes it. */
  readonly time: string;
}

/** What an action is done to, as policies see it. */
export interface Resource {
  readonly arn: string;
  readonly tags?: readonly Tag[];
  readonly permissionsBoundary?: string | undefined;
  /** The policy on the thing itself. Only buckets have one that is judged. */
  readonly policy?: string | undefined;
}

/**
 * One action. `resource` says what a policy must allow; undefined means that no permission is needed.
 * `run` changes the state and returns what AWS would, its keys in the order of the elements.
 */
export interface Action<Input = unknown> {
  resource(call: Call, input: Input): Resource | undefined;
  /** A rename must be allowed on the new name as well as on the old one (API reference, UpdateUser). */
  target?(call: Call, input: Input): Resource | undefined;
  run(call: Call, input: Input): object | undefined;
}
