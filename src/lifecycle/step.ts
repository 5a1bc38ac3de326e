import type { Change } from "../roster/write/change";

/** What a command writes into a roster. Paths begin with `users`, in the file where the user's entry stands. */
export interface Step {
  readonly kind: "step";
  readonly changes: readonly UserChange[];
  /** What it means, a line each. */
  readonly said: readonly string[];
  /** What people do after it, a line each. */
  readonly next: readonly string[];
}

export interface UserChange extends Change {
  /** Key of the user's entry. */
  readonly user: string;
}

/** Nothing may be written, and why, a line each. */
export interface Refusal {
  readonly kind: "refusal";
  readonly reasons: readonly string[];
}

export function refusal(...reasons: string[]): Refusal {
  return { kind: "refusal", reasons };
}

/** A change below the entry of a user. @param value undefined: it is taken out */
export function ofUser(user: string, below: readonly string[], value: unknown): UserChange {
  return { user, path: ["users", user, ...below], value };
}
