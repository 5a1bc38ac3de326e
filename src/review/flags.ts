import type { Tags } from "../plan/tags";
import { type FlagName, flagNames } from "../terms/flags";
import { readAcceptance, readSuspension, rosterTag, tagOfFlag } from "../terms/tags";
import { defined } from "../text/defined";
import type { Flag, Suspended } from "./model/person";

const tags = flagNames.map((name) => [name, tagOfFlag(name)] as const);

/** Tags say what the roster said when it was last applied: they are there when the roster is not. */
export function flagsOf(before: Tags | undefined, after: Tags | undefined): Flag[] {
  const flags: Flag[] = [];
  for (const [name, tag] of tags) {
    const was = before?.roster[tag];
    const is = after?.roster[tag];
    const text = is ?? was;
    if (text === undefined) continue;
    const change = is === undefined ? "removed" : was === undefined ? "added" : "kept";
    flags.push({ name, change, ...readAcceptance(text) });
  }
  return flags;
}

/** @param written what users.yaml says beside the tag */
export function suspendedOf(
  tags: Tags | undefined,
  written?: { readonly reason?: string | undefined },
): Suspended | undefined {
  const text = tags?.roster[rosterTag.suspended];
  return text === undefined ? undefined : { ...readSuspension(text), ...defined({ reason: written?.reason }) };
}

export function flagOf(flags: readonly Flag[], name: FlagName): Flag | undefined {
  return flags.find((flag) => flag.name === name && flag.change !== "removed");
}
