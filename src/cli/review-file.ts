import { personChanges } from "../review/model/person";
import type { Review } from "../review/model/review";
import { isObject, listIn } from "../text/values";
import { UsageError } from "./command";
import { nameOf, readJsonFile } from "./read-file";

const lists = ["dangers", "people", "groups", "policies", "others", "outputs", "drift", "acceptedRisks"] as const;

/**
 * What `roster review --json` wrote.
 * @throws UsageError when it is something else: what cannot be understood opens no gate
 */
export function readReviewFile(file: string, cwd: string): Review {
  const read = readJsonFile(file, cwd);
  if (!isObject(read) || read.schemaVersion !== 1 || !isGate(read.gate) || !isObject(read.plan)) throw notAReview(file);
  const whole =
    isSummary(read.summary) && lists.every((name) => Array.isArray(read[name]) && read[name].every(isObject));
  if (!whole || !listIn(read.people).every(isPerson) || !listIn(read.dangers).every(isDanger)) throw notAReview(file);
  return read as unknown as Review;
}

function isPerson(value: unknown): boolean {
  const { name, change } = value as Record<string, unknown>;
  return typeof name === "string" && (personChanges as readonly unknown[]).includes(change);
}

function isDanger(value: unknown): boolean {
  const { id, severity, message } = value as Record<string, unknown>;
  const known = severity === "error" || severity === "warning" || severity === "note";
  return known && typeof id === "string" && /^[a-z0-9-]+$/.test(id) && typeof message === "string";
}

export function notAReview(file: string): UsageError {
  return new UsageError(
    `${nameOf(file)} is no review of this version; make one with: roster review PLAN.json --format json=FILE`,
  );
}

/** What it says must fit together: a gate that is open with something that closes it is none. */
function isGate(gate: unknown): boolean {
  if (!isObject(gate) || typeof gate.open !== "boolean" || !Array.isArray(gate.closedBy)) return false;
  const ids = gate.closedBy.every((id) => typeof id === "string" && /^[a-z0-9-]+$/.test(id));
  const openers = Array.isArray(gate.openers) && gate.openers.every((opener) => typeof opener === "string");
  return ids && openers && gate.open === (gate.closedBy.length === 0);
}

function isSummary(summary: unknown): boolean {
  if (!isObject(summary) || !isObject(summary.people)) return false;
  const { people } = summary;
  return (
    personChanges.every((change) => typeof people[change] === "number") &&
    isObject(summary.credentials) &&
    isObject(summary.resources)
  );
}
