import { defined } from "../text/defined";
import { type Diagnostic, parseDiagnostic, plainText } from "./diagnostics";

/** What a resource undergoes, in terraform's words: `noop`, `create`, `read`, `update`, `replace`, `delete`, `import`, .. */
export interface ResourceEvent {
  readonly type:
    | "planned_change"
    | "resource_drift"
    | "refresh_start"
    | "refresh_complete"
    | "apply_start"
    | "apply_progress"
    | "apply_complete"
    | "apply_errored";
  /** For instance `aws_iam_access_key.alice--laptop`. */
  readonly address: string;
  /** For instance `aws_iam_access_key`. */
  readonly resourceType: string;
  /** Absent for a refresh. */
  readonly action?: string;
  /** Why, where terraform says it, for instance `delete_because_no_resource_config`. */
  readonly reason?: string;
  /** For `apply_progress`, `apply_complete` and `apply_errored`. */
  readonly elapsedSeconds?: number;
}

export interface ChangeSummary {
  readonly type: "change_summary";
  readonly operation: "plan" | "apply" | "destroy";
  readonly add: number;
  readonly change: number;
  readonly remove: number;
  readonly import: number;
  /** What is not managed any more and stays in the account; counted by OpenTofu alone. */
  readonly forget: number;
  /** `action` blocks that are run, by Terraform 1.14 and later: no resource changes, and something happens. */
  readonly invoke: number;
}

/** Whether anything happens, to a resource or beside them. */
export function hasChanges({ add, change, remove, import: imported, forget, invoke }: ChangeSummary): boolean {
  return add + change + remove + imported + forget + invoke > 0;
}

export type UiEvent = ResourceEvent | ChangeSummary | { readonly type: "diagnostic"; readonly diagnostic: Diagnostic };

const RESOURCE_TYPES: ReadonlySet<string> = new Set<ResourceEvent["type"]>([
  "planned_change",
  "resource_drift",
  "refresh_start",
  "refresh_complete",
  "apply_start",
  "apply_progress",
  "apply_complete",
  "apply_errored",
]);

/**
 * One line of `plan -json` or `apply -json`, or `undefined` when it says nothing of the three kinds.
 * Only what is listed above is taken: messages, outputs and ids can hold secrets.
 * Format: https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function parseUiLine(line: string): UiEvent | undefined {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const type = value.type;
  if (type === "diagnostic") {
    const diagnostic = parseDiagnostic(value.diagnostic);
    return diagnostic && { type, diagnostic };
  }
  if (type === "change_summary") return parseSummary(value.changes);
  if (typeof type !== "string" || !RESOURCE_TYPES.has(type)) return undefined;
  return parseResource(type as ResourceEvent["type"], value);
}

function parseSummary(changes: unknown): ChangeSummary {
  const counts = (changes ?? {}) as Record<string, unknown>;
  const count = (name: string): number => (typeof counts[name] === "number" ? counts[name] : 0);
  const { operation } = counts;
  return {
    type: "change_summary",
    operation: operation === "apply" || operation === "destroy" ? operation : "plan",
    add: count("add"),
    change: count("change"),
    remove: count("remove"),
    import: count("import"),
    forget: count("forget"),
    invoke: count("action_invocation"),
  };
}

function parseResource(type: ResourceEvent["type"], value: Record<string, unknown>): ResourceEvent | undefined {
  // Plans speak of a `change`, the others of a `hook`; both hold the resource.
  const about = (value.change ?? value.hook ?? {}) as Record<string, unknown>;
  const resource = (about.resource ?? {}) as Record<string, unknown>;
  if (typeof resource.addr !== "string") return undefined;
  return {
    type,
    address: plainText(resource.addr),
    resourceType: typeof resource.resource_type === "string" ? plainText(resource.resource_type) : "",
    ...defined({
      action: typeof about.action === "string" ? plainText(about.action) : undefined,
      reason: typeof about.reason === "string" ? plainText(about.reason) : undefined,
      elapsedSeconds: typeof about.elapsed_seconds === "number" ? about.elapsed_seconds : undefined,
    }),
  };
}
