import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { App } from "cdktf";
import type { ImportBlock } from "../../constructs/import-blocks";
import { UsersStack } from "../../constructs/users-stack";
import { makeFolder } from "../files/make-folder";
import type { Roster } from "../roster/index";
import { defined } from "../text/defined";
import { printable } from "../text/printable";
import { UsageError } from "./command";
import { importsFile, readImports, takeOver } from "./imports";
import { refuseTofuFiles } from "./no-tofu-files";
import { projectIdOf } from "./project";
import { placeLock } from "./provider-lock";
import { type Returning, takeBack } from "./returning";
import { installManifest, stacksOf } from "./stack-manifest";

export interface SynthesizeOptions {
  /** The folder that gets `stacks/<stack>/cdk.tf.json` and `manifest.json`. */
  readonly out: string;
  /** The folder to which the paths of local backends are relative. */
  readonly project: string;
  /** What existing things the stacks take over. @default - `<stack>.imports.json` of the project */
  readonly imports?: (roster: Roster) => readonly ImportBlock[];
  /** Whom the stacks take back, to be removed after that. @default - nobody: a leaver is in no stack */
  readonly returning?: Returning;
  /** Whether the project has other rosters, whose stacks stay as they are. @default false: a stack without a roster is removed */
  readonly partly?: boolean;
}

export interface SynthesizedStack {
  readonly roster: Roster;
  readonly folder: string;
}

/**
 * Writes one stack a roster, as `cdktf synth` does. The stacks are made in a folder of their own and put into place
 * when all of them are whole: a failure leaves the previous output as it was.
 */
export function synthesize(rosters: readonly Roster[], options: SynthesizeOptions): SynthesizedStack[] {
  const {
    out,
    project,
    returning,
    partly = false,
    imports = ({ stack }) => readImports(importsFile(project, stack)),
  } = options;
  refuseSharedNames(rosters);
  const target = resolve(out);
  refuseTofuFiles(rosters.map(({ stack }) => join(target, "stacks", stack)));
  makeFolder(target);
  const draft = mkdtempSync(join(target, ".synth-"));
  try {
    const app = new App({ outdir: draft });
    for (const roster of rosters) {
      const folder = join(target, "stacks", roster.stack);
      addStack(app, roster, { folder, project, imports: imports(roster), ...defined({ returning }) });
    }
    app.synth();
    const made = install(draft, target, rosters, partly);
    for (const { folder } of made) placeLock(project, folder);
    return made;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

export interface StackOptions {
  /** Where it will be: the paths of local backends are written relative to it. */
  readonly folder: string;
  readonly project: string;
  /** @default - `<stack>.imports.json` of the project */
  readonly imports?: readonly ImportBlock[];
  /** @default - nobody */
  readonly returning?: Returning;
}

/** The stack of a roster, with what it still has to import. */
export function addStack(app: App, roster: Roster, { folder, project, imports, returning }: StackOptions): void {
  const projectFromStack = relative(folder, resolve(project)).split(sep).join("/");
  const stack = new UsersStack(app, { roster, projectFromStack, ...defined({ projectId: projectIdOf(project) }) });
  takeOver(stack, imports ?? readImports(importsFile(project, roster.stack)));
  if (returning !== undefined) takeBack(stack, returning);
}

/** @throws UsageError when two rosters would meet in one folder */
export function refuseSharedNames(rosters: readonly Roster[]): void {
  const files = new Map<string, string>();
  for (const { stack, file } of rosters) {
    // Folders of stacks meet without regard to case on some machines.
    const known = files.get(stack.toLowerCase());
    if (known !== undefined)
      throw new UsageError(
        `${printable(known)} and ${printable(file)} both make the stack ${printable(stack)}: give one a stack: name`,
      );
    files.set(stack.toLowerCase(), file);
  }
}

/** Moves file by file, so that what terraform keeps beside a cdk.tf.json (.terraform, its lock file) stays. */
function install(draft: string, target: string, rosters: readonly Roster[], partly: boolean): SynthesizedStack[] {
  const others = stacksOf(target).filter((stack) => !rosters.some((roster) => roster.stack === stack));
  const kept = others.filter((stack) => partly || isNeeded(join(target, "stacks", stack)));
  const made = rosters.map((roster) => {
    const folder = join(target, "stacks", roster.stack);
    makeFolder(folder);
    const from = join(draft, "stacks", roster.stack);
    for (const file of readdirSync(from)) renameSync(join(from, file), join(folder, file));
    return { roster, folder };
  });
  installManifest(draft, target, kept);
  for (const stack of others)
    if (!kept.includes(stack)) rmSync(join(target, "stacks", stack), { recursive: true, force: true });
  return made;
}

/** What an apply left there that nothing else knows: a state that was not stored, or who was leaving. */
function isNeeded(folder: string): boolean {
  return ["errored.tfstate", "roster-pending.json"].some((file) => existsSync(join(folder, file)));
}
