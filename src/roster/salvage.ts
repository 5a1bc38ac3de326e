import type { SchemaError } from "./schema-errors";
import { nodeAt, type Path, type YamlNode } from "./yaml-tree";

/**
 * Takes what the schema refuses out of a value, in place, so that the rest can still be checked and all problems of
 * a file come out in one run. What must be there gets a stand-in; the stand-ins never reach a stack, since the
 * findings that led to them do not let it be made. Items of lists leave the tree too, so that paths stay right.
 */
export function salvage(value: unknown, root: YamlNode, errors: readonly SchemaError[]): void {
  // From the back, so that the indexes of lists stay right.
  for (const { error, path } of [...errors].reverse()) {
    if (path.length === 0) continue;
    const unwanted = error.keyword === "additionalProperties" || error.keyword === "propertyNames";
    const standIn = unwanted ? undefined : standInFor(path);
    if (standIn !== undefined) put(value, path, standIn);
    // What lacks a key that nothing can stand in for is of no use.
    else remove(value, root, error.keyword === "required" ? path.slice(0, -1) : path);
  }
  if (errors.some(({ path }) => path[0] === "account")) put(value, ["account"], { id: "000000000000" });
}

/** What stands in for a value that must be there, by its place. Groups and policies stay, so that references hold. */
function standInFor(path: Path): unknown {
  const [section, , field] = path;
  if (path.length === 1) return section === "version" ? 1 : section === "users" ? {} : undefined;
  if (path.length === 2) {
    if (section === "groups") return { existing: true };
    if (section === "policies") return { document: denyNothing() };
    if (section === "users") return { type: "human", owner: "unknown" };
  }
  if (path.length === 3 && section === "users") {
    if (field === "type") return "human";
    if (field === "owner") return "unknown";
  }
  if (path.length === 3 && section === "policies" && field === "document") return denyNothing();
  if (path.at(-1) === "Statement") return denyNothing().Statement;
  return path.at(-1) === "Effect" ? "Deny" : undefined;
}

function denyNothing() {
  return { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "none:None", Resource: "*" }] };
}

function put(value: unknown, path: Path, entry: unknown): void {
  const parent = valueAt(value, path.slice(0, -1));
  if (parent !== undefined) parent[String(path.at(-1))] = entry;
}

function remove(value: unknown, root: YamlNode, path: Path): void {
  const parent = valueAt(value, path.slice(0, -1));
  const key = path.at(-1);
  if (parent === undefined || key === undefined) return;
  if (!Array.isArray(parent)) {
    delete parent[String(key)];
    return;
  }
  parent.splice(Number(key), 1);
  const list = nodeAt(root, path.slice(0, -1));
  if (list?.kind === "list") (list.items as YamlNode[]).splice(Number(key), 1);
}

function valueAt(value: unknown, path: Path): Record<string, unknown> | undefined {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string, unknown>)[String(step)];
  }
  return typeof at === "object" && at !== null ? (at as Record<string, unknown>) : undefined;
}
