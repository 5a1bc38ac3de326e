import { existsSync } from "node:fs";
import { relative } from "node:path";
import type { ImportBlock } from "../../constructs/import-blocks";
import { projectFolder } from "../../files/project-folder";
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
import type { Arguments } from "../arguments";
import { UsageError } from "../command";
import { defineCommand, type Input } from "../define-command";
import { importsFile, readImports, writeImports } from "../imports";
import { accountOptions, withAccount } from "../live-account";
import type { Options } from "../options";
import { chooseRosters, type RosterFile } from "../project";
import { onlyRoster, rosterOptionOnly } from "../rosters";
import { count } from "../summary";

const options = {
  ...rosterOptionOnly,
  unmanaged: { type: "boolean", help: "of users that are managed: the credentials that somebody made by hand" },
  mend: {
    type: "boolean",
    help: "an apply was cut short, EntityAlreadyExists: imports what the roster has and the account too, and adds nothing to the roster",
  },
  groups: {
    type: "choice",
    choices: ["take", "refer"],
    help: "take: groups without an entry are taken over (default for all users); refer: they stay elsewhere, existing: true (default when users are named)",
  },
  policies: {
    type: "boolean",
    help: "customer managed policies in use are taken over too; default: referred to by ARN",
  },
  pending: { type: "boolean", help: "adopt although the roster has changes of its own that are not applied yet" },
  "dry-run": { type: "boolean", help: "read, plan and print the entries; write nothing" },
  finish: {
    type: "boolean",
    help: "after the apply: forget the imports that are done; the next plan then adds the tags",
  },
  ...accountOptions,
} as const satisfies Options;

const users = {
  users: {
    value: "USER",
    optional: true,
    many: true,
    help: "IAM users; default: all that the roster does not manage",
  },
} as const satisfies Arguments;

type AdoptInput = Input<typeof options, typeof users>;

export const adopt = defineCommand({
  name: "adopt",
  task: "start",
  summary: "Takes existing users over: entries and imports whose plan changes nothing, proved by a real plan.",
  arguments: users,
  options,
  notes: [
    "The roster is begun where there is none.",
    "Writes nothing to AWS. Files are written when the plan holds imports only; exit code 3 when it does not.",
  ],
  examples: ["adopt --dry-run", "adopt alice bob", "adopt --finish"],
  run: async (input) => {
    const { values, args, cwd } = input;
    const file = onlyRoster(chooseRosters(values.file, cwd));
    if (values.mend && values.unmanaged) {
      throw new UsageError("--mend adds nothing to the roster, --unmanaged does: one after the other");
    }
    const groups = values.groups ?? (args.users.length === 0 ? "take" : "refer");
    const stack = new DraftStack(projectFolder(cwd), input);
    try {
      return values.finish
        ? await finish(file, stack, input)
        : await takeUsersOver(file, stack, groups === "take", input);
    } finally {
      stack.close();
    }
  },
});

async function takeUsersOver(
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
    if (proved.kind === "unsayable") return refuse(input, "No entry can say it:", proved.errors);
    if (proved.kind === "nothing") {
      terminal.say("Nothing to adopt: the state has everything already.");
      for (const line of proved.plan.left) terminal.say(`left: ${line}`);
      return 0;
    }
    const { plan, proof, draft, imports } = proved;
    if (!isClean(proof, input)) return 3;
    const flags: NeededFlags = values.mend ? new Map() : neededFlags(draft, plan.users, today);
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

function isClean({ wrong, pending, missing }: Proof, input: AdoptInput): boolean {
  if (wrong.length > 0) {
    refuse(input, "The plan would change what it should only import; nothing was written:", wrong.map(changeLine));
    return false;
  }
  if (missing.length > 0) {
    refuse(input, "The plan leaves imports out; nothing was written:", missing);
    return false;
  }
  if (pending.length === 0 || input.values.pending || input.values.mend) return true;
  refuse(
    input,
    "The roster has changes of its own that are not applied yet; nothing was written:",
    pending.map(changeLine),
  );
  input.terminal.err("Deploy them first. If they cannot be deployed without the adoption, add --pending.\n");
  return false;
}

function refuse({ terminal }: AdoptInput, why: string, lines: readonly string[]): number {
  terminal.err(`${why}\n`);
  for (const line of lines) terminal.err(`  ${printable(line, { max: 300 })}\n`);
  return 3;
}

/** Forgets imports that the state has; from then on tags are the roster's. */
async function finish(file: RosterFile, stack: DraftStack, input: AdoptInput): Promise<number> {
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
