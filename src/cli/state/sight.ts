import { readFileSync } from "node:fs";
import type { Pending } from "../../leaving/pending/pending";
import { type StateVersion, type StoredState, storedState } from "../../plan/stored-state";
import type { LocalState } from "./local-state";

/** What was seen of a file that may hold a state. */
export type Seen = StoredState | { readonly kind: "absent" } | { readonly kind: "unreadable"; readonly why: string };

/** A file that may know the state better than the state's own. */
export interface Copy {
  readonly by: "roster" | "terraform" | "errored";
  readonly file: string;
  readonly seen: Seen;
}

/** A local state, and all that lies beside it: of the copies those that are there. */
export interface Sight {
  readonly file: string;
  readonly state: Seen;
  readonly copies: readonly Copy[];
}

export function look({ file, ownCopy, backup, errored }: LocalState): Sight {
  const copies: Copy[] = [
    { by: "roster", file: ownCopy, seen: see(ownCopy) },
    { by: "errored", file: errored, seen: see(errored) },
    { by: "terraform", file: backup, seen: see(backup) },
  ];
  return { file, state: see(file), copies: copies.filter(({ seen }) => seen.kind !== "absent") };
}

export function see(file: string): Seen {
  try {
    return storedState(readFileSync(file, "utf8"));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? { kind: "absent" } : { kind: "unreadable", why: code };
  }
}

/** @returns undefined if there is no such file, or it does not say */
export function versionOf(seen: Seen): StateVersion | undefined {
  return seen.kind === "whole" || seen.kind === "encrypted" ? seen.version : undefined;
}

/** Whether Terraform could go on with it. */
export function isUsable({ kind }: Seen): boolean {
  return kind === "whole" || kind === "encrypted";
}

/** What is noted before an apply. @returns undefined where there is a state that does not tell its version */
export function notable(seen: Seen): Pending["state"] {
  return seen.kind === "absent" || seen.kind === "empty" ? "none" : versionOf(seen);
}
