import { projectFolder } from "../../files/project-folder";
import { loadRoster } from "../../roster/index";
import { count } from "../../text/count";
import type { Context } from "../command";
import { importsFile, readImports, readLeavers, writeImports } from "../imports";
import type { RosterFile } from "../project";
import { draftRoster } from "../roster-files";
import type { DraftStack } from "./stack";

/** Forgets imports that the state has; from then on tags are the roster's. */
export async function finishAdoption(file: RosterFile, stack: DraftStack, input: Context): Promise<number> {
  const { terminal, cwd, today = new Date() } = input;
  const roster = draftRoster(await loadRoster(file.path, { today }), file.name);
  const path = importsFile(projectFolder(cwd), roster.stack);
  const imports = readImports(path);
  const leavers = readLeavers(path);
  if (leavers.length > 0)
    terminal.err(
      `${count(leavers.length, "leaver")} left for roster deploy: only it takes them back and removes them.\n`,
    );
  if (imports.length === 0) {
    if (leavers.length === 0) terminal.err("There are no open imports.\n");
    return leavers.length === 0 ? 0 : 3;
  }
  const { state, addresses } = await stack.open(roster);
  // What has left the roster since is not to be imported any more either.
  const open = imports.filter(({ to }) => addresses.has(to) && !state.addresses.has(to));
  writeImports(path, open);
  terminal.out(`${count(imports.length - open.length, "import")} done, ${open.length} still open.\n`);
  return open.length + leavers.length === 0 ? 0 : 3;
}
