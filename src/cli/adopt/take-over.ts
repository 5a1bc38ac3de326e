import { existsSync } from "node:fs";
import { relative } from "node:path";
import type { ImportBlock } from "../../../constructs/import-blocks";
import { connectionOf } from "../../audit/connection";
import { callerOf, requireAccount } from "../../aws/caller";
import { projectFolder } from "../../files/project-folder";
import { loadRoster, type Roster, readableOf } from "../../roster/index";
import { parseYaml } from "../../roster/parse-yaml";
import { nodeAt } from "../../roster/yaml-tree";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import type { AdoptInput } from "../commands/adopt";
import { importsFile, readImports, writeImports } from "../imports";
import { withAccount } from "../live-account";
import type { RosterFile } from "../project";
import type { AdoptionPlan } from "./adopt";
import { edited } from "./edits";
import { draftRoster, RosterFiles } from "./files";
import { changeLine, type Proof } from "./proof";
import { prove } from "./prove";
import { readAccount } from "./read";
import { leftLine, report } from "./report";
import type { DraftStack } from "./stack";

/** Reads the account, proves with a plan that nothing changes, and writes the entries. @returns the exit code */
export async function takeOver(
  file: RosterFile,
  stack: DraftStack,
  takeGroups: boolean,
  input: AdoptInput,
): Promise<number> {
  const { values, args, terminal, env, cwd, today = new Date() } = input;
  const present = existsSync(file.path) ? readableOf(await loadRoster(file.path, { today })) : undefined;
  return withAccount(connectionOf(present?.account, env), input, async (account) => {
    const allowed = present?.account.id === undefined ? [] : [present.account.id];
    const { accountId } = present === undefined ? await callerOf(account) : await requireAccount(account, allowed);
    const before = await RosterFiles.open(file, accountId, today);
    const roster = draftRoster(before.loaded, file.name);
    terminal.say(`the state of stack ${roster.stack} is being read`);
    const { state, addresses } = await stack.open(roster);
    terminal.say("users are being read");
    const request = {
      ...{ names: args.users, takeGroups, unmanaged: values.unmanaged, takePolicies: values.policies },
      ...(values.mend ? { mend: addresses } : {}),
    };
    const context = { roster, defaults: defaultsOf(before, roster), state, accountId };
    const found = await readAccount(account, request, {
      ...context,
      onUser: (done, of) => terminal.draw(`${done} of ${of} users`),
    });
    const known = readImports(importsFile(projectFolder(cwd), roster.stack));
    const proved = await prove({
      ...{ found, request, context, files: before, stack, addresses, today },
      open: known.filter(({ to }) => !state.addresses.has(to)),
      onPlan: ({ imports, users }) =>
        terminal.say(`terraform plan: ${count(imports.length, "import")} for ${count(users.length, "user")}`),
    });
    if (proved.kind === "unsayable") return refuse(input, "No entry can express it:", proved.errors);
    if (proved.kind === "nothing") {
      terminal.say("Nothing to adopt: everything is already in the state.");
      for (const one of proved.plan.left) terminal.say(leftLine(one));
      return 0;
    }
    const { plan, proof, flags, imports } = proved;
    if (!isClean(proof, input)) return 3;
    const whole = await before.with(edited(before, roster, plan, flags), today);
    return write({ plan, proof, whole, imports, unjustified: flags.size }, roster, input);
  });
}

interface Whole {
  readonly plan: AdoptionPlan;
  readonly proof: Proof;
  readonly whole: RosterFiles;
  readonly imports: readonly ImportBlock[];
  readonly unjustified: number;
}

function write({ whole, imports, ...done }: Whole, { stack }: Roster, input: AdoptInput): number {
  const { values, terminal, cwd } = input;
  if (values["dry-run"]) {
    terminal.out(whole.text(whole.main));
    terminal.err("Proved; nothing was written (--dry-run).\n");
    return 0;
  }
  const path = importsFile(projectFolder(cwd), stack);
  writeImports(path, imports);
  report({ ...done, written: [...whole.write(), relative(projectFolder(cwd), path)] }, input);
  return 0;
}

/** Defaults that entries must say no to; the normalised roster has them filled in already. */
function defaultsOf(files: RosterFiles, roster: Roster) {
  const { root } = parseYaml(files.text(files.main));
  const written = (key: string) => {
    const node = root === undefined ? undefined : nodeAt(root, ["defaults", key]);
    return node?.kind === "scalar" ? node.value : undefined;
  };
  return {
    path: String(written("path") ?? "/"),
    permissionsBoundary: roster.defaults.permissionsBoundary !== undefined,
  };
}

function isClean({ wrong, pending, missing }: Proof, input: AdoptInput): boolean {
  if (wrong.length > 0) {
    refuse(input, "The plan would change what it should only import; nothing was written:", wrong.map(changeLine));
    return false;
  }
  if (missing.length > 0) {
    refuse(input, "The plan does not contain all imports; nothing was written:", missing);
    return false;
  }
  if (pending.length === 0 || input.values.pending || input.values.mend) return true;
  refuse(input, "The roster has other changes that are not applied yet; nothing was written:", pending.map(changeLine));
  input.terminal.err("Deploy them first. If they cannot be deployed without the adoption, add --pending.\n");
  return false;
}

function refuse({ terminal }: AdoptInput, why: string, lines: readonly string[]): number {
  terminal.err(`${why}\n`);
  for (const line of lines) terminal.err(`  ${printable(line, { max: 300 })}\n`);
  return 3;
}
