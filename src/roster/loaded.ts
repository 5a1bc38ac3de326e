import type { Diagnostic } from "./diagnostics";
import type { PartialRoster, Roster } from "./roster";
import type { SourceFile } from "./source-file";

/** What reading a roster gave, with all of its problems at once. */
export type Loaded = WholeRoster | DamagedRoster | UnreadableRoster;

/** Nothing was refused. What the guards say of it is another question. */
export interface WholeRoster extends Reading {
  readonly kind: "whole";
  readonly roster: Roster;
}

/** Users that lost something to an error, and the keys of their entries; `undefined` for more than one can tell. */
export type Damaged = ReadonlyMap<string, ReadonlySet<string | undefined>>;

/** Something was refused: what is left is good for more checks, and never for resources. */
export interface DamagedRoster extends Reading {
  readonly kind: "damaged";
  readonly partial: PartialRoster;
  /** What they seem to lack may be what was misspelt. */
  readonly damaged: Damaged;
}

/** Nothing of it could be read. */
export interface UnreadableRoster extends Reading {
  readonly kind: "unreadable";
}

interface Reading {
  /** By file and line; errors only. */
  readonly diagnostics: readonly Diagnostic[];
  /** Files that could not be read at all, one line each: exit code 1. */
  readonly unreadable: readonly string[];
  /** By name: `diagnose` puts a finding of a guard where it is written. */
  readonly files: ReadonlyMap<string, SourceFile>;
}

/** What could be read, for those who only look at it. */
export function readableOf(loaded: Loaded): PartialRoster | undefined {
  switch (loaded.kind) {
    case "whole":
      return loaded.roster;
    case "damaged":
      return loaded.partial;
    case "unreadable":
      return undefined;
  }
}

/**
 * Errors after which even a plan that nobody applies could not be trusted. A flag that is not justified yet takes
 * nothing from what Terraform would do; any other error might.
 */
export function errorsBesideFlags({ kind, diagnostics, unreadable }: Loaded): string[] {
  const others = diagnostics.filter(({ flag }) => flag === undefined);
  const lines = others.map(({ file, line, message }) => `${file}:${line}  ${message}`);
  return kind === "unreadable" && lines.length + unreadable.length === 0
    ? ["it cannot be read"]
    : [...unreadable, ...lines];
}

/** The roster for a plan that is only looked at: justifications may still be missing. Undefined after other errors. */
export function draftOf(loaded: Loaded): Roster | undefined {
  if (loaded.kind === "whole") return loaded.roster;
  if (loaded.kind === "unreadable" || errorsBesideFlags(loaded).length > 0) return undefined;
  return { ...loaded.partial, whole: true };
}
