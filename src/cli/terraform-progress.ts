import type { UiEvent } from "../terraform/ui-events";
import type { Progress } from "./progress";

/** Shows what terraform does, and of an apply how many of its changes are done. */
export function terraformProgress(progress: Pick<Progress, "show" | "reached">): (event: UiEvent) => void {
  let planned = 0;
  let done = 0;
  return (event) => {
    if (event.type === "change_summary" && event.operation === "plan") {
      planned = event.add + event.change + event.remove + event.import;
      done = 0;
      if (planned > 0) progress.reached(done, planned, ["change", "changes"]);
    }
    if (!("address" in event)) return;
    if (event.type === "apply_complete" && planned > 0) progress.reached(++done, planned, ["change", "changes"]);
    if (event.type.endsWith("_start") || event.type === "apply_progress") progress.show(event.address);
  };
}
