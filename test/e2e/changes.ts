import { isDeepStrictEqual } from "node:util";
import type { PlanJson, ResourceChange } from "../plan-json";

type Values = Readonly<Record<string, unknown>>;

/**
 * What a plan changes, by address: the actions, and of an update the attributes that differ: `update path`. What is
 * left alone is left out.
 */
export function changesOf(plan: PlanJson): Record<string, string> {
  const changed = (plan.resource_changes ?? []).filter(({ change }) => !isDeepStrictEqual(change.actions, ["no-op"]));
  return Object.fromEntries(changed.map((resource) => [resource.address, describe(resource)]));
}

function describe({ change }: ResourceChange): string {
  const actions = change.actions.join(" ");
  if (actions !== "update") return actions;
  const before = change.before as Values;
  const after = change.after as Values;
  const unknown = (change.after_unknown ?? {}) as Values;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)])].sort();
  const differing = names.filter(
    (name) => unknown[name] === true || !isDeepStrictEqual(before[name], after[name]) || hasUnknown(unknown[name]),
  );
  return `${actions} ${differing.join(", ")}`;
}

function hasUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === true;
  return Object.values(value).some(hasUnknown);
}
