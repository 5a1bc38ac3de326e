/** What a source of people says of one of them. */
export interface FeedPerson {
  /** Lower case, as it is compared with `owner`. */
  readonly email: string;
  readonly status: "left" | "here" | "unknown";
  /** The word that the source uses; undefined where it says nothing. */
  readonly word?: string;
  /** ISO date. */
  readonly lastDay?: string;
  /** Where it stands, for messages: `line 3`, `Resources[2]`. */
  readonly place: string;
}

/** A feed as it was read; nothing of a row that was not understood takes effect. */
export interface Feed {
  readonly people: readonly FeedPerson[];
  /** Rows that were not understood, a line each. */
  readonly notUnderstood: readonly string[];
  /** How many rows were read, understood or not. */
  readonly rows: number;
  /** How many rows the source says that it has. @default - it does not say */
  readonly total?: number;
}

/** The file is not such a feed; nothing may be concluded from it. */
export class UnreadableFeed extends Error {
  public override readonly name = "UnreadableFeed";
}

/** Rows that a feed may have: more than any company. */
export const MAX_ROWS = 500_000;

/** Words of sources for who has left; each is a statement, never an absence. */
const LEFT = new Set(["left", "leaver", "terminated", "deprovisioned", "suspended", "inactive", "disabled", "deleted"]);
const HERE = new Set([
  "active",
  "here",
  "employed",
  "provisioned",
  "staged",
  "enabled",
  "recovery",
  "password_expired",
]);

export function statusOf(word: string): FeedPerson["status"] {
  const known = word.trim().toLowerCase();
  return LEFT.has(known) ? "left" : HERE.has(known) ? "here" : "unknown";
}

const EMAIL = /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,190}$/;

/** @returns undefined when it is no e-mail address */
export function emailOf(text: unknown): string | undefined {
  return typeof text === "string" && EMAIL.test(text.trim()) ? text.trim().toLowerCase() : undefined;
}
