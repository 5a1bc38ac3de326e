import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { writeWhole } from "../files/write-whole";

/** The file that terraform merges last over `cdk.tf.json`. */
export const OVERRIDE_FILE = "override.tf.json";

/**
 * Makes the state of the stack in `directory` a local file, whatever backend or `cloud` block `cdk.tf.json` names: for
 * rehearsals, which must not touch the real state. `init` has to follow.
 *
 * @param statePath relative to `directory`, or absolute
 * @throws Error when `directory` has an override of somebody else
 */
export async function writeLocalBackendOverride(directory: string, statePath: string): Promise<void> {
  const file = join(directory, OVERRIDE_FILE);
  const before = await readFile(file, "utf8").catch(() => undefined);
  if (before !== undefined && !isOurs(before)) {
    throw new Error(
      `${resolve(file)} exists and says more than a local backend; move it away, a rehearsal needs its own.`,
    );
  }
  // Strings in Terraform JSON are templates.
  const path = statePath.replace(/[$%]\{/g, (start) => start[0] + start);
  const override = { terraform: { backend: { local: { path } } } };
  writeWhole(file, `${JSON.stringify(override, undefined, 2)}\n`, { shared: true });
}

function isOurs(text: string): boolean {
  try {
    const value = JSON.parse(text);
    const expected = { terraform: { backend: { local: { path: value.terraform.backend.local.path } } } };
    return JSON.stringify(value) === JSON.stringify(expected);
  } catch {
    return false;
  }
}
