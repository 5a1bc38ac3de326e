import { defined } from "../text/defined";
import { listIn } from "../text/values";
import type { PlanDocument } from "./accept";
import type { Change } from "./change";

/** What made the plan, and what it says of itself. */
export interface EngineFacts {
  readonly engine: "Terraform" | "OpenTofu";
  readonly version?: string;
  readonly formatVersion: string;
  /** ISO time in UTC. */
  readonly timestamp?: string;
  /** Planning ended with an error. */
  readonly errored: boolean;
  /** False: something is left out, as with `-target`. */
  readonly complete: boolean;
  readonly applyable: boolean;
  /** Changes and actions that are deferred to a later plan. */
  readonly deferred: number;
}

export function engineIn(plan: PlanDocument, changes: readonly Change[]): EngineFacts {
  const version = matching(plan.terraform_version, /^\d{1,5}\.\d{1,5}\.\d{1,5}[0-9A-Za-z.+-]{0,40}$/);
  return {
    engine: isOpenTofu(plan, changes) ? "OpenTofu" : "Terraform",
    ...defined({ version, timestamp: timeIn(plan.timestamp) }),
    formatVersion: String(plan.format_version),
    errored: plan.errored === true,
    // Absent in OpenTofu and in old Terraform: only a clear no counts.
    complete: plan.complete !== false,
    applyable: plan.applyable !== false,
    deferred: listIn(plan.deferred_changes).length + listIn(plan.deferred_action_invocations).length,
  };
}

/** Both write the same format; the registry of the providers tells them apart, and what only OpenTofu writes. */
function isOpenTofu(plan: PlanDocument, changes: readonly Change[]): boolean {
  const provider = changes.find((change) => change.provider !== "")?.provider;
  if (provider?.startsWith("registry.opentofu.org/")) return true;
  return changes.some(({ reason }) => reason !== undefined && onlyOpenTofu.has(reason)) && plan.applyable === undefined;
}

const onlyOpenTofu = new Set([
  "delete_because_enabled_false",
  "forgot_because_lifecycle_destroy_in_state",
  "forgot_because_lifecycle_destroy_in_config",
]);

/** @returns undefined for a time that does not exist as well */
function timeIn(value: unknown): string | undefined {
  const text = matching(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/);
  const time = new Date(text ?? "");
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().replace(/\.\d+Z$/, "Z");
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}
