import { isObject } from "../text/values";
import { plan, show } from "./bytes";
import { UnreadablePlan } from "./unreadable-plan";

/** The parts of `show -json` of a plan, as untrusted as they come: each may be missing or of another kind. */
export type PlanDocument = Readonly<Record<string, unknown>>;

/**
 * Tells a plan from everything else that Terraform writes as JSON.
 * Format: https://developer.hashicorp.com/terraform/internals/json-format
 * @throws UnreadablePlan
 */
export function acceptPlan(value: unknown): PlanDocument {
  if (!isObject(value)) throw new UnreadablePlan(`this is JSON, but not a plan; ${show}`);
  if ("@level" in value) throw new UnreadablePlan(`this is the log of plan -json, not the plan; ${plan}`);
  if ("encrypted_data" in value) {
    throw new UnreadablePlan(
      "this is encrypted by OpenTofu; run where its key is configured: tofu show -json PLAN > plan.json",
    );
  }
  if ("lineage" in value || ("serial" in value && "resources" in value)) {
    throw new UnreadablePlan(`this is a state file, not a plan; ${plan}`);
  }
  if ("plan_format_version" in value)
    throw new UnreadablePlan(
      `this is the redacted plan of HCP Terraform (json-output-redacted), which leaves out values and the state; fetch json-output instead, or ${show}`,
    );
  if ("remote_plan_format" in value)
    throw new UnreadablePlan(`this is a saved plan of HCP Terraform, which only names its run; ${show}`);
  if ("resource_schemas" in value || "provider_schemas" in value) {
    throw new UnreadablePlan(`these are provider schemas, not a plan; ${plan}`);
  }
  const version = value.format_version;
  if (typeof version !== "string") {
    if ("terraform" in value || "resource" in value) {
      throw new UnreadablePlan(`this is a configuration (cdk.tf.json), not a plan; ${plan}`);
    }
    throw new UnreadablePlan(`this is JSON, but not a plan; ${show}`);
  }
  const major = /^(\d{1,6})\.\d{1,6}$/.exec(version)?.[1];
  if (major !== undefined && major !== "1" && !("values" in value && major === "0")) {
    throw new UnreadablePlan(
      `the format of this plan is version ${major}.x, and 1.x is what can be read; use a Terraform that writes 1.x, or a newer iam-roster`,
    );
  }
  if ("values" in value && !("resource_changes" in value) && !("planned_values" in value)) {
    throw new UnreadablePlan(`this is a state, not a plan; ${plan}`);
  }
  if (major === undefined || !("planned_values" in value || "resource_changes" in value || "configuration" in value)) {
    throw new UnreadablePlan(`this is JSON, but not a plan; ${show}`);
  }
  return value;
}
