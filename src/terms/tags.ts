import { isIsoDate } from "../text/iso-date";
import { kebabCase } from "../text/kebab-case";
import type { FlagName } from "./flags";

/** Tags of IAM users that say what the roster says about them: they are there when the roster is not. */
export const rosterTag = {
  type: "roster:type",
  owner: "roster:owner",
  expires: "roster:expires",
  suspended: "roster:suspended",
} as const;

/** What the provider adds to everything that can have tags. */
export const managedBy = { key: "ManagedBy", value: "iam-roster" } as const;

/** `roster:force-destroy` */
export function tagOfFlag(flag: FlagName): string {
  return `roster:${kebabCase(flag)}`;
}

export function isRosterTag(key: string): boolean {
  return key.startsWith("roster:");
}

/** What the tag of a flag says: `SEC-1234 until 2027-01-31`. */
export interface Acceptance {
  readonly ticket: string;
  /** ISO date. */
  readonly expires: string;
}

export function writeAcceptance({ ticket, expires }: Acceptance): string {
  return `${ticket} until ${expires}`;
}

/** @returns undefined when somebody else wrote the tag, and it says something else */
export function readAcceptance(text: string): Acceptance | undefined {
  const [ticket, expires] = ticketAndDay(text, " until ") ?? [];
  return ticket === undefined || expires === undefined ? undefined : { ticket, expires };
}

/** What the tag of a suspension says: `HR-77 since 2026-11-10`. */
export interface SuspensionTag {
  readonly ticket: string;
  /** ISO date. */
  readonly since: string;
}

export function writeSuspension({ ticket, since }: SuspensionTag): string {
  return `${ticket} since ${since}`;
}

/** @returns undefined when somebody else wrote the tag, and it says something else */
export function readSuspension(text: string): SuspensionTag | undefined {
  const [ticket, since] = ticketAndDay(text, " since ") ?? [];
  return ticket === undefined || since === undefined ? undefined : { ticket, since };
}

function ticketAndDay(text: string, between: string): [string, string] | undefined {
  const at = text.lastIndexOf(between);
  const day = text.slice(at + between.length);
  return at > 0 && isIsoDate(day) && !/[\n\r\u2028\u2029]/.test(text) ? [text.slice(0, at), day] : undefined;
}
