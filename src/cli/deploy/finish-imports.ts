import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { State } from "../../plan/state";
import { count } from "../../text/count";
import { importsFile, readImports, writeImports } from "../imports";

export interface ImportsToFinish {
  readonly project: string;
  readonly stack: string;
  /** Where its `cdk.tf.json` is. */
  readonly folder: string;
  readonly state: () => Promise<State>;
}

/**
 * Does what `roster adopt --finish` does, once the state has all imports of the stack: as long as the file is there, the tags of what it
 * imports are left alone.
 * @returns what to tell; undefined where there is nothing to finish
 */
export async function finishImports({ project, stack, folder, state }: ImportsToFinish): Promise<string | undefined> {
  const file = importsFile(project, stack);
  if (!existsSync(file)) return undefined;
  const imports = readImports(file);
  // Only leavers are in it, whom a saved plan does not know: the next deploy takes them back.
  if (imports.length === 0) return undefined;
  const { addresses } = await state();
  const open = blocksOf(join(folder, "cdk.tf.json")).filter(({ to }) => !addresses.has(to));
  if (open.length > 0)
    return `${count(open.length, "import")} of ${basename(file)} still open: it stays, and the next roster deploy goes on\n`;
  writeImports(file, []);
  const done = existsSync(file) ? ` (commit ${basename(file)})` : `: ${basename(file)} is removed (commit that)`;
  return `${count(imports.length, "import")} done${done}, and the next roster deploy adds the roster's tags\n`;
}

/** Those of the stack: an import whose entry has left the roster is not to be done any more. */
function blocksOf(file: string): readonly { readonly to: string }[] {
  return (JSON.parse(readFileSync(file, "utf8")) as { import?: { to: string }[] }).import ?? [];
}
