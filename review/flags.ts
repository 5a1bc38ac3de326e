import { type FlagName, flagNames } from "../roster/roster";
import { isIsoDate } from "../text/iso-date";
import { kebabCase } from "../text/kebab-case";
import type { Values } from "./attributes";
import type { Flag, Suspended } from "./review";

/** Tags say what the roster said when it was last applied: they are there when the roster is not. */
const tagOfFlag = flagNames.map((name) => [name, `roster:${kebabCase(name)}`] as const);

export function isRosterTag(key: string): boolean {
  return key.startsWith("roster:");
}

export function flagsOf(before: Values | undefined, after: Values | undefined): Flag[] {
  const flags: Flag[] = [];
  for (const [name, tag] of tagOfFlag) {
    const was = before?.tags[tag];
    const is = after?.tags[tag];
    const text = is ?? was;
    if (text === undefined) continue;
    const change = is === undefined ? "dropped" : was === undefined ? "new" : "kept";
    flags.push({ name, change, ...parseAcceptance(text) });
  }
  return flags;
}

/** `SEC-1234 until 2027-01-31` */
function parseAcceptance(text: string): { ticket?: string; expires?: string } {
  const match = /^(.+) until (\d{4}-\d{2}-\d{2})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined || !isIsoDate(match[2])) return {};
  return { ticket: match[1], expires: match[2] };
}

/** `HR-77 since 2026-11-10` */
export function suspendedOf(values: Values | undefined): Suspended | undefined {
  const text = values?.tags["roster:suspended"];
  if (text === undefined) return undefined;
  const match = /^(.+) since (\d{4}-\d{2}-\d{2})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined || !isIsoDate(match[2])) return {};
  return { ticket: match[1], since: match[2] };
}

export function flagOf(flags: readonly Flag[], name: FlagName): Flag | undefined {
  return flags.find((flag) => flag.name === name && flag.change !== "dropped");
}
