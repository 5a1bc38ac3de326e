import { projectFolder } from "../../files/project-folder";
import { loadRoster } from "../../roster/index";
import { count } from "../../text/count";
import type { Context } from "../command";
import { importsFile, readImports, writeImports } from "../imports";
import type { RosterFile } from "../project";
import { draftRoster } from "./files";
import type { DraftStack } from "./stack";

/** Forgets imports that the state has; from then on tags are the roster's. */
export async function finishAdoption(file: RosterFile, stack: DraftStack, input: Context): Promise<number> {
  const { terminal, cwd, today = new Date() } = input;
  const roster = draftRoster(await loadRoster(file.path, { today }), file.name);
  const path = importsFile(projectFolder(cwd), roster.stack);
  const imports = readImports(path);
  if (imports.length === 0) {
    terminal.err("There are no open imports.\n");
    return 0;
  }
  const { state, addresses } = await stack.open(roster);
  // What has left the roster since is not to be imported any more either.
  const open = imports.filter(({ to }) => addresses.has(to) && !state.addresses.has(to));
  writeImports(path, open);
  terminal.out(`${count(imports.length - open.length, "import")} done, ${open.length} still open.\n`);
  return open.length === 0 ? 0 : 3;
}
