import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "../../terraform/workspace";

/**
 * Where terraform puts a state that its backend does not take any more: the connection is lost, the credentials have expired.
 * @returns undefined where there is none; else it is private from now on, since it holds secrets
 * @see https://developer.hashicorp.com/terraform/cli/state/recover
 */
export function unsavedState({ directory }: Pick<Workspace, "directory">): string | undefined {
  const file = join(directory, "errored.tfstate");
  if (!existsSync(file)) return undefined;
  chmodSync(file, 0o600);
  return file;
}
