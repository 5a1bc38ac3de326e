import type { Workspace } from "../src/terraform/workspace";

/**
 * What `terraform show -json` answers, raw: for tests that look at values which the model of `plan/` leaves out.
 * Values are as in the state: secrets among them, and not all of them marked as sensitive. Never print one.
 * Format: https://developer.hashicorp.com/terraform/internals/json-format
 */
export interface PlanJson {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly applyable?: boolean;
  readonly complete?: boolean;
  readonly errored?: boolean;
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly prior_state?: StateJson;
  readonly planned_values?: StateJson["values"];
  readonly configuration?: unknown;
}

export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly provider_name?: string;
  readonly action_reason?: string;
  readonly change: Change;
}

export interface Change {
  readonly actions: readonly ("no-op" | "create" | "read" | "update" | "delete" | "forget")[];
  readonly before: unknown;
  readonly after: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: { readonly id?: string };
}

/** The state; `values` is absent while it is empty. */
export interface StateJson {
  readonly format_version?: string;
  readonly terraform_version?: string;
  readonly values?: { readonly outputs?: unknown; readonly root_module: StateModule };
}

export interface StateModule {
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

export interface StateResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly sensitive_values?: unknown;
  readonly depends_on?: readonly string[];
}

export async function showPlan(workspace: Workspace, planFile: string): Promise<PlanJson> {
  return (await workspace.showJson(planFile)) as PlanJson;
}

export async function showState(workspace: Workspace): Promise<StateJson> {
  return (await workspace.showJson(undefined)) as StateJson;
}
