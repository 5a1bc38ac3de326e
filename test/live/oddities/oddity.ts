import type { User } from "../../../src/sandbox/state";
import type { AccountBuilder, Person } from "../account-builder";

/** What of a user an oddity is about: two of one room are never put into one user. */
export type Room =
  | "name"
  | "path"
  | "tags"
  | "groups"
  | "inline"
  | "managed"
  | "boundary"
  | "password"
  | "devices"
  | "keys"
  | "ssh"
  | "certificates"
  | "service";

/** Where an oddity is put. */
export interface Spot {
  readonly build: AccountBuilder;
  readonly user: User;
  /** Tells the things of one account from those of the others, since many accounts are judged by one plan. */
  readonly n: string;
  /** Whether customer managed policies are adopted too. */
  readonly takePolicies: boolean;
}

/** Something that AWS permits, or permitted once, and that nobody expects. */
export interface Oddity {
  readonly what: string;
  readonly room: Room;
  /** What the user is like. @default - a plain one */
  readonly person?: (n: string) => Partial<Pick<Person, "name" | "path">>;
  /** What is put into the account. @default - the user alone is odd */
  readonly put?: (spot: Spot) => void;
  /** Titles of what adopt has to leave outside. @default - nothing */
  readonly outside?: (spot: Spot) => readonly string[];
  /** Only a plan shows it: the roster could say it. */
  readonly onlyPlanShows?: true;
  /** Its names cannot carry a number: it is put into one account only of those that one plan judges. */
  readonly once?: true;
}
