import type { SchemaError } from "./schema-errors";
import type { Path } from "./yaml-tree";

/**
 * Takes what the schema refuses out of a value, in place, so that the rest can still be checked and all problems of
 * a file come out in one run. What must be there gets a stand-in; the stand-ins never reach a stack, since the
 * findings that led to them do not let it be made.
 */
export function salvage(value: unknown, errors: readonly SchemaError[]): void {
  // From the back, so that the indexes of lists stay right.
  for (const { error, path } of [...errors].reverse()) {
    const parent = valueAt(value, path.slice(0, -1));
    const key = path.at(-1);
    if (parent === undefined || key === undefined) continue;
    const standIn = error.keyword === "propertyNames" ? undefined : standIns[String(key)];
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else if (standIn !== undefined && error.keyword !== "additionalProperties") parent[String(key)] = standIn();
    else if (isEntry(path) && error.keyword === "type") parent[String(key)] = entryStandIn(path);
    else delete parent[String(key)];
  }
}

const standIns: Record<string, () => unknown> = {
  version: () => 1,
  type: () => "service",
  owner: () => "unknown",
  document: () => ({ Version: "2012-10-17", Statement: [{ Effect: "Deny" }] }),
  Statement: () => [{ Effect: "Deny" }],
  Effect: () => "Deny",
};

/** A group or policy that could not be read is still there: references to it are no second problem. */
function entryStandIn(path: Path): unknown {
  const entries: Record<string, unknown> = {
    groups: { existing: true },
    policies: { document: standIns.document?.() },
    users: { type: "service", owner: "unknown" },
  };
  return entries[String(path[0])];
}

function isEntry(path: Path): boolean {
  return path.length === 2 && ["groups", "policies", "users"].includes(String(path[0]));
}

function valueAt(value: unknown, path: Path): Record<string, unknown> | undefined {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string, unknown>)[String(step)];
  }
  return typeof at === "object" && at !== null ? (at as Record<string, unknown>) : undefined;
}
