import type { Change } from "../plan/change";

/** Why Terraform replaces or deletes something, where that is not what the files say. */
const reasons: ReadonlyMap<string, string> = new Map([
  ["replace_because_tainted", "tainted: its creation had failed"],
  ["replace_by_request", "asked for with -replace"],
  ["replace_by_triggers", "replace_triggered_by asks for it"],
  ["replace_because_cannot_update", "it cannot be updated in place"],
  ["delete_because_no_resource_config", "it is in no file any more"],
  ["delete_because_no_module", "its module is in no file any more"],
  ["delete_because_wrong_repetition", "count or for_each was added or removed"],
  ["delete_because_count_index", "count is smaller"],
  ["delete_because_each_key", "for_each has its key no more"],
  ["delete_because_no_move_target", "it was moved to what is in no file"],
  ["delete_because_enabled_false", "enabled is false"],
]);

/** ` (tainted: its creation had failed)` */
export function reasonWords({ reason, forcedBy = [] }: Partial<Pick<Change, "reason" | "forcedBy">>): string {
  const words = forcedBy.length > 0 ? `${forcedBy.join(", ")} forces it` : reasons.get(reason ?? "");
  return words === undefined ? "" : ` (${words})`;
}
