/** What a command is about to do, did, or found. One line of the audit log; values never hold a secret. */
export type Event =
  | CallBegins
  | CallEnds
  | Removal
  | Stays
  | {
      readonly event: "apply begins" | "apply ends";
      readonly stack: string;
      readonly planSha256: string;
      readonly runner: string;
      /** @default - an older version wrote it */
      readonly accountId?: string;
      /** Who leaves with it; of an apply that begins. `userId` is empty where the state does not know it. */
      readonly leaves?: readonly {
        readonly user: string;
        readonly userId: string;
        readonly arn?: string;
        readonly address?: string;
      }[];
      /** Virtual MFA devices that it deletes, of those who leave and of those who stay; of an apply that begins. */
      readonly devices?: readonly { readonly serial: string; readonly user?: string }[];
      /** Of an apply that ends: `done`, what stopped it, or `refused: ...` where nothing was applied. */
      readonly result?: string;
    }
  /** The line before was cut off: a run was interrupted while it wrote. */
  | { readonly event: "resumed"; readonly note: string };

/** Written before the call: whatever happens then, it is known that it may have been made. */
export interface CallBegins {
  readonly event: "call begins";
  readonly command: string;
  readonly accountId: string;
  readonly runner: string;
  readonly action: string;
  readonly user: string;
  readonly userId?: string;
  /** AWS's id of what it is done to. */
  readonly id: string;
  /** The same in words. */
  readonly target: string;
  readonly planSha256: string;
}

export interface CallEnds {
  readonly event: "call ends";
  /** `seq` of the line that announced it. */
  readonly of: number;
  /** `done`; `was gone`; otherwise the error in AWS's words. */
  readonly result: string;
}

/** Somebody was to leave with an apply that was begun, and is in the roster and in the state again: there is no removal to prove. */
export interface Stays {
  readonly event: "stays";
  readonly stack: string;
  readonly accountId: string;
  readonly runner: string;
  readonly user: string;
  readonly userId?: string;
  /** Of the plan that says so. */
  readonly planSha256: string;
}

/** The proof of a removal. */
export interface Removal {
  readonly event: "removal";
  /** @default - the command was given a plan, and no roster */
  readonly stack?: string;
  readonly accountId: string;
  readonly runner: string;
  readonly user: string;
  readonly userId?: string;
  readonly arn: string;
  /** What the user held, in words. */
  readonly held: readonly string[];
  readonly planSha256: string;
  readonly result: "gone" | "not gone" | "could not check";
  /** Each thing that was looked for, and how it was found. */
  readonly checks: readonly { readonly what: string; readonly result: string }[];
  /** What to run where something is left. */
  readonly next?: string;
}

export type Entry = Event & {
  readonly schemaVersion: 1;
  /** 1, 2, 3 ... */
  readonly seq: number;
  /** ISO. */
  readonly time: string;
  /** SHA-256 of the whole line before this one; of nothing for the first. */
  readonly previous: string;
};
