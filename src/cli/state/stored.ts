import type { Workspace } from "../../terraform/workspace";
import { defined } from "../../text/defined";
import type { LocalState } from "./local-state";
import { type Seen, see } from "./sight";

/** The state that a backend has now. Only Terraform itself reads one that is somewhere else, or encrypted. */
export async function storedNow(
  workspace: Workspace,
  local: LocalState | undefined,
  signal: AbortSignal | undefined,
): Promise<Seen> {
  const here = local === undefined ? undefined : see(local.file);
  if (here !== undefined && here.kind !== "encrypted") return here;
  const pulled = await workspace.pullState(defined({ signal }));
  return pulled.kind === "empty" ? { kind: "absent" } : pulled;
}
