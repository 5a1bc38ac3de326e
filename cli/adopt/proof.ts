import type { PlanJson, ResourceChange } from "../../terraform/plan-json";

/** A change that is no import, in words that hold no value: values may be secrets. */
export interface PlannedChange {
  readonly address: string;
  /** `create`, `update`, `delete`, `replace`. */
  readonly action: string;
  /** Names of attributes; those that force a replacement first. */
  readonly attributes: readonly string[];
}

export interface Proof {
  readonly imported: number;
  /** Imports that the plan does not hold: Terraform has them already, or they are not in the stack. */
  readonly missing: readonly string[];
  /** Caused by the adoption: it must not be done. */
  readonly wrong: readonly PlannedChange[];
  /** The roster's own changes, which were open before. */
  readonly pending: readonly PlannedChange[];
}

export interface Expectation {
  readonly imports: readonly { readonly to: string }[];
  /** Addresses that the roster had before the adoption. */
  readonly before: ReadonlySet<string>;
}

/** Reads out of a real plan whether an adoption changes nothing: imports only, no create, update, replace or destroy. */
export function judgePlan({ resource_changes = [] }: PlanJson, { imports, before }: Expectation): Proof {
  const wanted = new Set(imports.map(({ to }) => to));
  const imported = resource_changes.filter(({ change }) => change.importing !== undefined);
  const changing = resource_changes.filter(
    ({ change }) => !change.actions.every((action) => /^(no-op|read)$/.test(action)),
  );
  // A destroy of what was never in the stack before us cannot be the adoption's; an update of an import always is.
  const own = ({ address, change }: ResourceChange) =>
    !wanted.has(address) &&
    (before.has(address) || change.actions[0] === "delete") &&
    !change.actions.includes("forget");
  const there = new Set(imported.map(({ address }) => address));
  return {
    imported: imported.length,
    missing: [...wanted].filter((address) => !there.has(address)),
    wrong: changing.filter((change) => !own(change)).map(describe),
    pending: changing.filter(own).map(describe),
  };
}

function describe({ address, change }: ResourceChange): PlannedChange {
  const { actions, before, after, after_unknown, replace_paths = [] } = change;
  const action = actions.length > 1 ? "replace" : (actions[0] ?? "no-op");
  const forcing = replace_paths.map((path) => String(path[0]));
  const [old, made, unknown] = [before, after, after_unknown].map((value) => (value ?? {}) as Record<string, unknown>);
  const names = new Set([...Object.keys(old ?? {}), ...Object.keys(made ?? {}), ...Object.keys(unknown ?? {})]);
  const changed = [...names].filter(
    (name) => unknown?.[name] === true || JSON.stringify(old?.[name]) !== JSON.stringify(made?.[name]),
  );
  const shown = action === "create" || action === "delete" ? [] : changed;
  return { address, action, attributes: [...new Set([...forcing, ...shown])] };
}

/** `aws_iam_user_ssh_key.alice--ssh: replace (public_key)` */
export function changeLine({ address, action, attributes }: PlannedChange): string {
  return `${address}: ${action}${attributes.length === 0 ? "" : ` (${attributes.join(", ")})`}`;
}
