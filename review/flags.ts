import { type FlagName, flagNames } from "../terms/flags";
import { readAcceptance, readSuspension, rosterTag, tagOfFlag } from "../terms/tags";
import type { Values } from "./attributes";
import type { Flag, Suspended } from "./review";

const tags = flagNames.map((name) => [name, tagOfFlag(name)] as const);

/** Tags say what the roster said when it was last applied: they are there when the roster is not. */
export function flagsOf(before: Values | undefined, after: Values | undefined): Flag[] {
  const flags: Flag[] = [];
  for (const [name, tag] of tags) {
    const was = before?.tags[tag];
    const is = after?.tags[tag];
    const text = is ?? was;
    if (text === undefined) continue;
    const change = is === undefined ? "dropped" : was === undefined ? "new" : "kept";
    flags.push({ name, change, ...readAcceptance(text) });
  }
  return flags;
}

export function suspendedOf(values: Values | undefined): Suspended | undefined {
  const text = values?.tags[rosterTag.suspended];
  return text === undefined ? undefined : (readSuspension(text) ?? {});
}

export function flagOf(flags: readonly Flag[], name: FlagName): Flag | undefined {
  return flags.find((flag) => flag.name === name && flag.change !== "dropped");
}
