import { defined } from "../text/defined";
import { instant } from "../text/iso-date";
import { listIn } from "../text/values";
import type { PlanDocument } from "./accept";
import { plan } from "./bytes";
import type { Change } from "./change";
import { UnreadablePlan } from "./unreadable-plan";

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

export function engineIn(document: PlanDocument, changes: readonly Change[]): EngineFacts {
  const version = matching(
    document.terraform_version,
    /^\d{1,5}\.\d{1,5}\.\d{1,5}(?:-[0-9A-Za-z.]{1,40})?(?:\+[0-9A-Za-z.]{1,40})?$/,
  );
  return {
    engine: isOpenTofu(document, changes) ? "OpenTofu" : "Terraform",
    ...defined({ version, timestamp: timeIn(document.timestamp) }),
    formatVersion: String(document.format_version),
    errored: document.errored === true,
    // Absent in OpenTofu and in old Terraform: only a clear no counts.
    complete: document.complete !== false,
    applyable: document.applyable !== false,
    deferred: listIn(document.deferred_changes).length + listIn(document.deferred_action_invocations).length,
  };
}

/** Both write the same format; the registry of the providers tells them apart, and what only OpenTofu writes. */
function isOpenTofu(document: PlanDocument, changes: readonly Change[]): boolean {
  const provider = changes.find((change) => change.provider !== "")?.provider;
  if (provider?.startsWith("registry.opentofu.org/")) return true;
  return (
    changes.some(({ reason }) => reason !== undefined && onlyOpenTofu.has(reason)) && document.applyable === undefined
  );
}

const onlyOpenTofu = new Set([
  "delete_because_enabled_false",
  "forgot_because_lifecycle_destroy_in_state",
  "forgot_because_lifecycle_destroy_in_config",
]);

/**
 * The time of a plan, which the gate judges its age by.
 * @throws UnreadablePlan for what is not a time that exists: Terraform writes none such
 */
function timeIn(value: unknown): string | undefined {
  // Terraform before 1.5 writes none.
  if (value === undefined || value === null) return undefined;
  const time = typeof value === "string" ? instant(value) : undefined;
  if (time === undefined) throw new UnreadablePlan(`the timestamp of this plan is not a time that exists; ${plan}`);
  return time;
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}
