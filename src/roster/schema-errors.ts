import type { ErrorObject } from "ajv";
import { documentationOf } from "../rules/documentation";
import { justificationRule } from "../rules/justification-rule";
import { flagNames } from "../terms/flags";
import { didYouMean } from "../text/did-you-mean";
import type { RosterFinding } from "./diagnostics";
import { readingFinding } from "./rules";
import { properties, show, words } from "./schema-words";
import type { SourceFile } from "./source-file";
import { locate, nodeAt, type Path, type YamlNode } from "./yaml-tree";

/** What the schema has against a value, with the path of the value that is wrong. */
export interface SchemaError {
  readonly error: ErrorObject;
  readonly path: Path;
}

/** Keeps one error a value: the most telling one, without those that only say that a branch did not match. */
export function tellingErrors(errors: readonly ErrorObject[]): SchemaError[] {
  const anyOf = errors.filter(({ keyword }) => keyword === "anyOf");
  const branches = [...new Set(anyOf.map(({ schemaPath }) => `${schemaPath}/`))];
  const seen = new Set<string>();
  const kept: SchemaError[] = [];
  for (const error of errors) {
    if (error.keyword === "if" || branches.some((branch) => error.schemaPath.startsWith(branch))) continue;
    if (error.keyword !== "propertyNames" && error.propertyName !== undefined) continue;
    const path = pathOf(error);
    const key = JSON.stringify(path);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push({ error, path });
  }
  return kept;
}

/** The path of what is wrong: for an unknown or ill-formed key that key, for a missing one the value that lacks it. */
function pathOf(error: ErrorObject): Path {
  const path = error.instancePath.split("/").slice(1).map(unescapePointer);
  if (error.keyword === "additionalProperties") return [...path, String(error.params.additionalProperty)];
  if (error.keyword === "propertyNames") return [...path, String(error.params.propertyName)];
  if (error.keyword === "required") return [...path, String(error.params.missingProperty)];
  return path;
}

function unescapePointer(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Whether what is missing here was refused by YAML, or is misspelt: then that is said, and this would say it again. */
export function isConsequence({ error, path }: SchemaError, root: YamlNode): boolean {
  const node = nodeAt(root, path);
  if (node?.kind === "scalar" && node.value === undefined) return true;
  if (error.keyword !== "required") return false;
  const parent = nodeAt(root, path.slice(0, -1));
  if (parent?.kind !== "map") return false;
  const allowed = Object.keys(properties(error));
  const misspelt = [...parent.entries.keys()].some(
    (key) => !allowed.includes(key) && didYouMean(key, allowed) === path.at(-1),
  );
  return parent.damaged || misspelt;
}

/** @param today ISO date */
export function schemaFinding({ error, path }: SchemaError, file: SourceFile, today: string): RosterFinding {
  const flag = flagNames.find((name) => path[0] === "users" && path[2] === name);
  const on = ["additionalProperties", "propertyNames", "required"].includes(error.keyword) ? "key" : "value";
  const said = words(error, path, { flag, today, shown: written(error.data, path, file) });
  const finding = readingFinding("schema", { file: file.name, path, on, ...said });
  if (flag === undefined) return finding;
  // The guard that demands the justification says so too, of flags that are needed and not written.
  const id = justificationRule(flag);
  return { ...finding, id, flag, documentation: documentationOf("guard", id) };
}

/** A number as it was typed: 042 and 1.10 must not be quoted back as 42 and 1.1. */
function written(data: unknown, path: Path, { root, text }: SourceFile): string {
  if (typeof data !== "number" || root === undefined) return show(data);
  const { start, end } = locate(root, path, "value");
  return text.slice(start, Math.min(end, start + 60));
}
