import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { App } from "cdktf";
import { UsersStack } from "../../constructs/users-stack";
import { projectFolder } from "../../files/project-folder";
import { hclFiles, MARKER } from "../../hcl/files";
import { ForeignFile, type Installed, installHcl } from "../../hcl/install";
import type { Roster, User } from "../../roster/index";
import { addressOf } from "../../terms/addresses";
import { flagNames } from "../../terms/flags";
import { printable } from "../../text/printable";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { importsFile, readImports, takeOver } from "../imports";
import { namedRosters, rosterArguments, rosterOptions, withRosters } from "../rosters";
import { count } from "../summary";

export const hcl = defineCommand({
  name: "hcl",
  task: "check",
  summary: "Writes each roster as native HCL, hcl/<stack>/, one file a user, for people who read the diff.",
  arguments: rosterArguments,
  options: {
    ...rosterOptions,
    out: { type: "string", value: "DIR", help: "where to write, a folder a stack; default: hcl of the project" },
  },
  notes: [
    "A user who is gone is a file that is gone. Files that roster hcl has not written are never touched.",
    "What roster adopt left in <stack>.imports.json becomes imports.tf.",
    "With findings nothing is written, and what an earlier run wrote stays as it was.",
  ],
  examples: ["hcl", "hcl accounts/prod.yaml --out terraform"],
  run: (input) =>
    withRosters(input, async (sound) => {
      const { values, terminal, cwd } = input;
      const project = projectFolder(cwd);
      const out = values.out === undefined ? resolve(project, "hcl") : resolve(cwd, values.out);
      const rosters = sound.map(({ roster }) => roster);
      const stacks = writeHcl(rosters, { out, project });
      for (const [index, { folder, written, removed }] of stacks.entries()) {
        const { file = "", stack = "", users = [] } = rosters[index] ?? {};
        terminal.out(`${printable(relative(cwd, folder)) || "."}\n`);
        const changes = `${count(written.length, "file")} written, ${removed.length} removed`;
        terminal.say(`${file}: ${count(users.length, "user")} in stack ${stack}; ${changes}`);
      }
      if (namedRosters(input).length === 0)
        for (const line of abandoned(out, rosters, cwd)) terminal.say(`roster: ${line}`);
      return 0;
    }),
});

export interface WriteHclOptions {
  /** The folder that gets a folder a stack. */
  readonly out: string;
  /** The folder to which the paths of local backends are relative, and in which `<stack>.imports.json` is looked for. */
  readonly project: string;
}

/** @throws UsageError when an imports file is broken, when two rosters would meet in one folder, or a file of somebody else is in the way */
export function writeHcl(rosters: readonly Roster[], { out, project }: WriteHclOptions): Installed[] {
  const folders = foldersOf(rosters, out);
  const synthesized = synthesizedFor(rosters, folders, project);
  try {
    return installHcl(
      out,
      rosters.map((roster, index) => ({
        folder: folders[index] ?? out,
        files: hclFiles(
          synthesized[index] ?? {},
          new Map(roster.users.map((user) => [addressOf(user.key), notes(user)])),
        ),
      })),
    );
  } catch (error) {
    if (error instanceof ForeignFile) throw new UsageError(error.message);
    throw error;
  }
}

function foldersOf(rosters: readonly Roster[], out: string): string[] {
  const files = new Map<string, string>();
  return rosters.map(({ stack, file }) => {
    const known = files.get(stack.toLowerCase());
    if (known !== undefined)
      throw new UsageError(`${known} and ${file} both make the stack ${stack}: give one a stack: name`);
    files.set(stack.toLowerCase(), file);
    return join(out, stack);
  });
}

/** The stacks as `roster synth` has them, but for a local backend: its path is relative to where the HCL will be. */
function synthesizedFor(rosters: readonly Roster[], folders: readonly string[], project: string): object[] {
  const draft = mkdtempSync(join(realpathSync(tmpdir()), "roster-hcl-"));
  try {
    const app = new App({ outdir: draft });
    for (const [index, roster] of rosters.entries()) {
      const projectFromStack = relative(folders[index] ?? "", resolve(project))
        .split(sep)
        .join("/");
      takeOver(new UsersStack(app, { roster, projectFromStack }), readImports(importsFile(project, roster.stack)));
    }
    app.synth();
    return rosters.map(({ stack }) => JSON.parse(readFileSync(join(draft, "stacks", stack, "cdk.tf.json"), "utf8")));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** What the file says of the person before it says it in Terraform: above all why a risk was accepted. */
function notes(user: User): string[] {
  const { key, name, type, owner, suspended, expires } = user;
  const lines = [`${key}${name === key ? "" : `, in IAM ${name}`}: ${type}, ${owner}`];
  if (suspended !== undefined) {
    lines.push(`suspended since ${suspended.since} (${suspended.ticket}): ${suspended.reason}`);
  }
  if (expires !== undefined) lines.push(`expires ${expires}`);
  for (const flag of flagNames) {
    const accepted = user.flags[flag];
    if (accepted === undefined) continue;
    lines.push(
      `${flag} until ${accepted.expires} (${accepted.ticket}, approved by ${accepted.approvedBy}):`,
      `  ${accepted.justification}`,
    );
  }
  return lines;
}

/** Folders of an earlier run whose roster is gone. A whole account is not removed in passing. */
function abandoned(out: string, rosters: readonly Roster[], cwd: string): string[] {
  return readdirSync(out, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !rosters.some(({ stack }) => stack === entry.name))
    .map(({ name }) => join(out, name))
    .filter((folder) => {
      const main = join(folder, "main.tf");
      return existsSync(main) && readFileSync(main, "utf8").startsWith(MARKER);
    })
    .map(
      (folder) => `no roster makes ${relative(cwd, folder)} any more; remove the folder when its stack is destroyed`,
    );
}
