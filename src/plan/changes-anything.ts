import { isChange } from "./change";
import type { Plan } from "./read";

/** Whether the apply does anything: to a resource, to an output, or beside them (`action` blocks of Terraform). */
export function changesAnything({ changes, outputs, actions }: Pick<Plan, "changes" | "outputs" | "actions">): boolean {
  return outputs.length > 0 || actions.length > 0 || changes.some(isChange);
}
