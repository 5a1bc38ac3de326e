import { existsSync } from "node:fs";
import { relative } from "node:path";
import type { ImportBlock } from "../../constructs/import-blocks";
import { openAccount } from "../../live/account";
import { connectionOf } from "../../live/audit/connection";
import { callerOf, requireAccount } from "../../live/caller";
import { loadRoster, type Roster, readableOf } from "../../roster/index";
import { parseYaml } from "../../roster/parse-yaml";
import { nodeAt } from "../../roster/yaml-tree";
import { printable } from "../../text/printable";
import type { AdoptionPlan } from "../adopt/adopt";
import { edited, type NeededFlags } from "../adopt/edits";
import { draftRoster, RosterFiles } from "../adopt/files";
import { neededFlags } from "../adopt/flags";
import { changeLine, type Proof } from "../adopt/proof";
import { prove } from "../adopt/prove";
import { readAccount } from "../adopt/read";
import { report } from "../adopt/report";
import { DraftStack } from "../adopt/stack";
import { type Command, type CommandInput, UsageError } from "../command";
import { importsFile, readImports, writeImports } from "../imports";
import { Progress } from "../progress";
import { chooseRosters, projectFolder, type RosterFile } from "../project";
import { count } from "../summary";

export const adopt: Command = {
  summary: "Takes existing users over: entries and imports whose plan changes nothing, proved by a real plan.",
  usage:
    "[USER..] [--unmanaged | --mend] [--file F] [--groups take|refer] [--policies] [--pending] [--dry-run] | --finish",
  help: [
    "USER             IAM users; default: all that the roster does not manage",
    "--unmanaged      of users that are managed: the credentials that somebody made by hand",
    "--mend           an apply was cut short, EntityAlreadyExists: imports what the roster has and the account too,",
    "                 and adds nothing to the roster",
    "--file F         the roster; default: that of cdktf.json, or users.yaml; it is begun where there is none",
    "--groups HOW     take: groups without an entry are taken over (default for all users);",
    "                 refer: they stay elsewhere, existing: true (default when users are named)",
    "--policies       customer managed policies in use are taken over too; default: referred to by ARN",
    "--pending        adopt although the roster has changes of its own that are not applied yet",
    "--dry-run        read, plan and print the entries; write nothing",
    "--finish         after the apply: forget the imports that are done; the next plan then adds the tags",
    "--concurrency N  calls at a time (default 8)",
    "",
    "Writes nothing to AWS. Files are written when the plan holds imports only; exit code 3 when it does not.",
  ],
  options: {
    unmanaged: { type: "boolean" },
    mend: { type: "boolean" },
    file: { type: "string" },
    groups: { type: "string" },
    policies: { type: "boolean" },
    pending: { type: "boolean" },
    "dry-run": { type: "boolean" },
    finish: { type: "boolean" },
    concurrency: { type: "string" },
  },
  run: async (input) => {
    const { values, positionals, cwd } = input;
    const chosen = chooseRosters(values.file === undefined ? [] : [String(values.file)], cwd);
    const [file] = chosen;
    if (file === undefined || chosen.length > 1) throw new UsageError("one account at a time: choose with --file");
    const how = values.groups ?? (positionals.length === 0 ? "take" : "refer");
    if (values.mend === true && values.unmanaged === true) {
      throw new UsageError("--mend adds nothing to the roster, --unmanaged does: one after the other");
    }
    if (how !== "take" && how !== "refer") throw new UsageError(`--groups is take or refer: ${String(how)}`);
    const stack = new DraftStack(projectFolder(cwd), input);
    try {
      return values.finish === true
        ? await finish(file, stack, input)
        : await takeUsersOver(file, stack, how === "take", input);
    } finally {
      stack.close();
    }
  },
};

async function takeUsersOver(
  file: RosterFile,
  stack: DraftStack,
  takeGroups: boolean,
  input: CommandInput,
): Promise<number> {
  const { values, positionals: names, terminal, env, signal, cwd, today = new Date() } = input;
  const progress = new Progress(terminal);
  const present = existsSync(file.path) ? readableOf(await loadRoster(file.path, { today })) : undefined;
  const concurrency = values.concurrency === undefined ? {} : { concurrency: Number(values.concurrency) };
  const account = openAccount({ ...connectionOf(present?.account, env), ...concurrency, signal });
  try {
    const allowed = present?.account.id === undefined ? [] : [present.account.id];
    const { accountId } = present === undefined ? await callerOf(account) : await requireAccount(account, allowed);
    const before = await RosterFiles.open(file, accountId, today);
    const roster = draftRoster(before.loaded, file.name);
    progress.step(`the state of stack ${roster.stack} is being read`);
    const { state, addresses } = await stack.open(roster);
    progress.step("users are being read");
    const request = {
      ...{ names, takeGroups, unmanaged: values.unmanaged === true, takePolicies: values.policies === true },
      ...(values.mend === true ? { mend: addresses } : {}),
    };
    const context = { roster, defaults: defaultsOf(before, roster), state, accountId };
    const found = await readAccount(account, request, {
      ...context,
      onUser: (done, of) => progress.detail(`${done} of ${of} users`),
    });
    progress.clear();
    const known = readImports(importsFile(projectFolder(cwd), roster.stack));
    const proved = await prove({
      ...{ found, request, context, files: before, stack, addresses, today },
      open: known.filter(({ to }) => !state.addresses.has(to)),
      onPlan: ({ imports, users }) =>
        progress.step(`terraform plan: ${count(imports.length, "import")} for ${count(users.length, "user")}`),
    });
    if (proved.kind === "unsayable") return refuse(input, "No entry can say it:", proved.errors);
    if (proved.kind === "nothing") {
      terminal.err("Nothing to adopt: the state has everything already.\n");
      for (const line of proved.plan.left) terminal.err(`left: ${printable(line)}\n`);
      return 0;
    }
    const { plan, proof, draft, imports } = proved;
    if (!isClean(proof, input)) return 3;
    const flags: NeededFlags = values.mend === true ? new Map() : neededFlags(draft, plan.users, today);
    const whole = await before.with(edited(before, roster, plan, flags), today);
    return write({ plan, proof, whole, imports, unjustified: flags.size }, roster, input);
  } finally {
    progress.clear();
    await account.close();
  }
}

interface Whole {
  readonly plan: AdoptionPlan;
  readonly proof: Proof;
  readonly whole: RosterFiles;
  readonly imports: readonly ImportBlock[];
  readonly unjustified: number;
}

function write({ whole, imports, ...done }: Whole, { stack }: Roster, input: CommandInput): number {
  const { values, terminal, cwd } = input;
  if (values["dry-run"] === true) {
    terminal.out(whole.text(whole.main));
    terminal.err("Proved, and nothing written (--dry-run).\n");
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

function isClean({ wrong, pending, missing }: Proof, input: CommandInput): boolean {
  if (wrong.length > 0) {
    refuse(input, "The plan would change what it should only import; nothing was written:", wrong.map(changeLine));
    return false;
  }
  if (missing.length > 0) {
    refuse(input, "The plan leaves imports out; nothing was written:", missing);
    return false;
  }
  if (pending.length === 0 || input.values.pending === true || input.values.mend === true) return true;
  refuse(
    input,
    "The roster has changes of its own that are not applied yet; nothing was written:",
    pending.map(changeLine),
  );
  input.terminal.err("Deploy them first. If they cannot be deployed without the adoption, add --pending.\n");
  return false;
}

function refuse({ terminal }: CommandInput, why: string, lines: readonly string[]): number {
  terminal.err(`${why}\n`);
  for (const line of lines) terminal.err(`  ${printable(line, { max: 300 })}\n`);
  return 3;
}

/** Forgets imports that the state has; from then on tags are the roster's. */
async function finish(file: RosterFile, stack: DraftStack, input: CommandInput): Promise<number> {
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
