import { maxFindings } from "../rules/run";
import { mayHoldTextProblems, textProblems } from "./literal-text";
import type { Problems } from "./problems";
import { readingFinding } from "./rules";
import { salvage } from "./salvage";
import { type Schemas, schemas } from "./schema";
import { schemaErrors } from "./schema-check";
import { isConsequence, schemaFinding, tellingErrors } from "./schema-errors";
import type { SourceFile } from "./source-file";
import type { WrittenPeople } from "./users.written";
import { nodeAt, type Path, toValue, type YamlNode } from "./yaml-tree";

export type Loss = readonly [user: string, key: string | undefined];

/** What of one file the schema accepts. */
export interface AcceptedFile {
  /** Undefined when nothing of it can be used. */
  readonly written: WrittenPeople | undefined;
  /** What users lost: below the key of each, the key of the entry; `undefined` for more than one can tell. */
  readonly damaged: readonly Loss[];
}

/**
 * Asks the schema, and takes out of value and tree what it refuses, so that the rest is still checked.
 * @param today ISO date
 */
export function acceptFile(source: SourceFile, kind: keyof Schemas, problems: Problems, today: string): AcceptedFile {
  const { root, name } = source;
  const damaged = damagedUsers(root);
  if (root === undefined || (root.kind === "scalar" && root.value === null)) {
    const message = "the file is empty; that is not the same as no users";
    if (source.problems.length === 0) {
      problems.report(readingFinding("empty", { message, fix: emptyFix[kind], file: name, path: [] }));
    }
    return { written: undefined, damaged };
  }
  if (mayHoldTextProblems(source.text)) {
    for (const { path, ...problem } of textProblems(root)) {
      problems.report(readingFinding("literal-text", { fix: "Remove it.", file: name, path, ...problem }));
      if (path[0] === "users" && path[1] !== undefined) damaged.push(lossAt(path));
    }
  }
  const value = toValue(root);
  for (let round = 0; round < salvageRounds; round += 1) {
    const found = schemaErrors(schemas[kind], value);
    if (found.length === 0) return { written: value as WrittenPeople, damaged };
    const errors = tellingErrors(found);
    for (const error of errors) {
      if (error.path[0] === "users" && error.path.length > 1) damaged.push(lossAt(error.path));
      // What later rounds find follows from what was taken out.
      if (round === 0 && !isConsequence(error, root)) problems.report(schemaFinding(error, source, today));
    }
    if (found.length > maxFindings) break;
    salvage(value, root, errors);
  }
  return { written: undefined, damaged };
}

const emptyFix: Readonly<Record<keyof Schemas, string>> = {
  roster: "A roster without users is written: version: 1, users: {}",
  included: "Write users: {} if that is meant.",
};

/** Taking out what is wrong can lay open what was hidden behind it, but not deeper than the format is. */
const salvageRounds = 8;

export function lossAt(path: Path): Loss {
  return [String(path[1]), path.length > 2 ? String(path[2]) : undefined];
}

function damagedUsers(root: YamlNode | undefined): Loss[] {
  const users = root === undefined ? undefined : nodeAt(root, ["users"]);
  return users?.kind === "map"
    ? [...users.entries].flatMap(([key, { damaged }]) => (damaged ? [[key, undefined] as const] : []))
    : [];
}
