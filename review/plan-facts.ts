import type { Context } from "./danger";
import type { Fact } from "./facts";
import { isChange } from "./person";
import { isObject, type RawPlan } from "./read-plan";
import type { OutputChange } from "./review";
import type { Rosters } from "./roster-side";

export type WholePlan = Context["plan"] & { readonly runner?: string };

/** What the plan says of itself. */
export function planFacts(
  plan: RawPlan,
  facts: readonly Fact[],
  outputs: readonly OutputChange[],
  rosters: Rosters,
): WholePlan {
  const version = matching(plan.terraform_version, /^\d{1,5}\.\d{1,5}\.\d{1,5}[0-9A-Za-z.+-]{0,40}$/);
  const timestamp = matching(plan.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/);
  const side = rosters.after ?? rosters.before;
  const roster = side?.placeOf({ file: side.roster.file, path: [] }).file;
  const runner = runnerOf(plan.prior_state);
  return {
    engine: isOpenTofu(plan, facts) ? "OpenTofu" : "Terraform",
    ...(version === undefined ? {} : { version }),
    formatVersion: String(plan.format_version),
    ...(timestamp === undefined ? {} : { timestamp: new Date(timestamp).toISOString().replace(/\.\d+Z$/, "Z") }),
    ...(roster === undefined ? {} : { roster }),
    compared: rosters.compared,
    errored: plan.errored === true,
    // Absent in OpenTofu and in old Terraform: only a clear no counts.
    complete: plan.complete !== false,
    applyable: plan.applyable !== false,
    deferred: Array.isArray(plan.deferred_changes) ? plan.deferred_changes.length : 0,
    changes: outputs.length > 0 || facts.some(isChange),
    ...(runner === undefined ? {} : { runner }),
  };
}

/** Both write the same format; the registry of the providers tells them apart, and what only Terraform writes. */
function isOpenTofu(plan: RawPlan, facts: readonly Fact[]): boolean {
  const provider = facts.find((fact) => fact.provider !== "")?.provider;
  if (provider?.startsWith("registry.opentofu.org/")) return true;
  return facts.some(({ reason }) => reason !== undefined && onlyOpenTofu.has(reason)) && plan.applyable === undefined;
}

const onlyOpenTofu = new Set([
  "delete_because_enabled_false",
  "forgot_because_lifecycle_destroy_in_state",
  "forgot_because_lifecycle_destroy_in_config",
]);

/** Who runs it, where the stack itself asks with `data.aws_caller_identity`; nothing else of the state is read. */
function runnerOf(state: unknown): string | undefined {
  const values = isObject(state) && isObject(state.values) ? state.values : {};
  const root = isObject(values.root_module) ? values.root_module : {};
  for (const resource of Array.isArray(root.resources) ? root.resources : []) {
    if (!isObject(resource) || resource.type !== "aws_caller_identity" || !isObject(resource.values)) continue;
    return matching(resource.values.arn, /^arn:[a-z-]+:(?:iam|sts)::\d{12}:[\x21-\x7e]{1,600}$/);
  }
  return undefined;
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}
