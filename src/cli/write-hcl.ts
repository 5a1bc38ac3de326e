import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { App } from "cdktf";
import { hclFiles, MARKER } from "../hcl/files";
import { ForeignFile, type Installed, installHcl } from "../hcl/install";
import type { Roster, User } from "../roster/index";
import { addressOf } from "../terms/addresses";
import { flagNames } from "../terms/flags";
import { UsageError } from "./command";
import { refuseTofuFiles } from "./no-tofu-files";
import { addStack, refuseSharedNames } from "./synthesize";

export interface WriteHclOptions {
  /** The folder that gets a folder a stack. */
  readonly out: string;
  /** The folder to which the paths of local backends are relative, and in which `<stack>.imports.json` is looked for. */
  readonly project: string;
}

/** @throws UsageError when an imports file is broken, when two rosters would meet in one folder, or a file of somebody else is in the way */
export function writeHcl(rosters: readonly Roster[], { out, project }: WriteHclOptions): Installed[] {
  refuseSharedNames(rosters);
  const folders = rosters.map(({ stack }) => join(out, stack));
  refuseTofuFiles(folders);
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

/** The stacks as `roster synth` has them, but for a local backend: its path is relative to where the HCL will be. */
function synthesizedFor(rosters: readonly Roster[], folders: readonly string[], project: string): object[] {
  const draft = mkdtempSync(join(realpathSync(tmpdir()), "roster-hcl-"));
  try {
    const app = new App({ outdir: draft });
    for (const [index, roster] of rosters.entries()) {
      addStack(app, roster, { folder: folders[index] ?? "", project });
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
export function abandoned(out: string, rosters: readonly Roster[], cwd: string): string[] {
  return readdirSync(out, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !rosters.some(({ stack }) => stack === entry.name))
    .map(({ name }) => join(out, name))
    .filter((folder) => {
      const main = join(folder, "main.tf");
      return existsSync(main) && readFileSync(main, "utf8").startsWith(MARKER);
    })
    .map(
      (folder) => `no roster produces ${relative(cwd, folder)} any more; remove the folder when its stack is destroyed`,
    );
}
