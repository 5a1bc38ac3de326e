import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Backend } from "../../roster/roster";

/** The files of a state on this machine. */
export interface LocalState {
  readonly file: string;
  /** What `deploy` makes before each apply: `terraform.users.tfstate.before-apply`. */
  readonly ownCopy: string;
  /** What Terraform makes before its first write. */
  readonly backup: string;
  /** Where Terraform writes a state that it could not store, in the folder of the stack. */
  readonly errored: string;
  /** There as long as Terraform has the lock, and after it was killed. */
  readonly lockInfo: string;
}

export interface LocalStateOptions {
  /** The folder of cdktf.json, to which the path is relative. */
  readonly project: string;
  /** The folder of the stack, in which Terraform runs. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Where a local backend keeps the state. @returns undefined for every other backend */
export function localStateOf({ kind, settings }: Backend, options: LocalStateOptions): LocalState | undefined {
  if (kind !== "local") return undefined;
  const { project, folder, env } = options;
  const workspace = workspaceOf(folder, env);
  const file =
    workspace === "default"
      ? resolve(project, String(settings.path))
      : resolve(folder, "terraform.tfstate.d", workspace, "terraform.tfstate");
  return {
    file,
    ownCopy: `${file}.before-apply`,
    backup: `${file}.backup`,
    errored: join(folder, "errored.tfstate"),
    lockInfo: join(dirname(file), `.${basename(file).replace(/^\./, "")}.lock.info`),
  };
}

/** As Terraform finds it: https://developer.hashicorp.com/terraform/language/state/workspaces */
function workspaceOf(folder: string, env: NodeJS.ProcessEnv): string {
  if (env.TF_WORKSPACE) return env.TF_WORKSPACE;
  const chosen = join(folder, ".terraform", "environment");
  return (existsSync(chosen) ? readFileSync(chosen, "utf8").trim() : "") || "default";
}
