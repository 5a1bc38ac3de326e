import { by } from "../text/by";
import { AccessDenied, isAbsent } from "./failures";

/** We were not allowed to ask: neither "there" nor "absent". */
export interface CouldNotLook {
  readonly kind: "could not check";
  /** What was to be found out, "access keys of alice". */
  readonly what: string;
  /** What the caller's policies must allow, `iam:ListAccessKeys`. */
  readonly permission: string;
  /** AWS's own words. */
  readonly words: string;
}

export type Outcome<T> = { readonly kind: "found"; readonly value: T } | { readonly kind: "absent" } | CouldNotLook;

/**
 * Asks, and tells apart what was found, what AWS says is not there, and what we may not see.
 * @throws CallFailed for everything else: throttled to the end, a broken listing, no network
 */
export async function look<T>(what: string, ask: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { kind: "found", value: await ask() };
  } catch (error) {
    if (error instanceof AccessDenied) {
      return { kind: "could not check", what, permission: error.permission, words: error.words };
    }
    if (isAbsent(error)) return { kind: "absent" };
    throw error;
  }
}

/** Answers of looks, with what could not be seen put aside, so that no caller can take it for nothing. */
export class Blind {
  private readonly seen: CouldNotLook[] = [];

  /** The value, or `otherwise` if there is no value; a denied look is kept for the report. */
  public value<T>(outcome: Outcome<T>, otherwise: T): T {
    if (outcome.kind === "could not check") this.seen.push(outcome);
    return outcome.kind === "found" ? outcome.value : otherwise;
  }

  public all(): readonly CouldNotLook[] {
    return [...this.seen].sort(by(({ what }) => what));
  }
}
