import type { Change } from "../../plan/change";
import type { Plan } from "../../plan/read";

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
  /**
   * Whether the roster may have gone on since what is imported was made, as it has when an apply was cut off that was to change
   * it: the change is still to be applied. @default - an import that is changed is wrong
   */
  readonly mending?: boolean;
}

/** Reads out of a real plan whether an adoption changes nothing: imports only, no create, update, replace or destroy. */
export function judgePlan(
  { changes }: Pick<Plan, "changes">,
  { imports, before, mending = false }: Expectation,
): Proof {
  const wanted = new Set(imports.map(({ to }) => to));
  const imported = changes.filter(({ importing }) => importing);
  const changing = changes.filter(({ action }) => action !== "no-op" && action !== "read");
  // A destroy of what was never in the stack before us cannot be the adoption's; an update of an import is, unless it is mended.
  const own = ({ address, action, forgets }: Change) =>
    wanted.has(address) ? mending && action === "update" : (before.has(address) || action === "delete") && !forgets;
  const there = new Set(imported.map(({ address }) => address));
  return {
    imported: imported.length,
    missing: [...wanted].filter((address) => !there.has(address)),
    wrong: changing.filter((change) => !own(change)).map(describe),
    pending: changing.filter(own).map(describe),
  };
}

function describe({ address, action, forcedBy, differs, unknown }: Change): PlannedChange {
  const changed = action === "create" ? [] : [...differs, ...unknown];
  return { address, action, attributes: [...new Set([...forcedBy, ...changed])] };
}

/** `aws_iam_user_ssh_key.alice--ssh: replace (public_key)` */
export function changeLine({ address, action, attributes }: PlannedChange): string {
  return `${address}: ${action}${attributes.length === 0 ? "" : ` (${attributes.join(", ")})`}`;
}
