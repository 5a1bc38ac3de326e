import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/cli/synthesize";
import { isSecretName } from "../../src/plan/clear-secrets";
import { loadRoster } from "../../src/roster/index";
import { addAccount, createSandbox, DEFAULT_ACCOUNT_ID, sandboxEnvironment } from "../../src/sandbox/index";
import { findBinary } from "../../src/terraform/binary";
import { writeLocalBackendOverride } from "../../src/terraform/override";
import { Workspace } from "../../src/terraform/workspace";
import { e2eEnvironment } from "../e2e/harness";
import { whole } from "../whole";
import { type Stack, type Story, stories } from "./stories";

export const fixtures = join(__dirname, "fixtures");
const state = "terraform.tfstate";

/** Tells each story to real Terraform on a sandbox of its own, and keeps the plan. */
export async function makeFixtures(names: readonly string[]): Promise<void> {
  const binary = await findBinary();
  if (binary === undefined) throw new Error("there is no terraform on the PATH");
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "review-fixtures-"));
  try {
    const workspace = new Workspace(folder, binary, { env: e2eEnvironment() });
    await writeLocalBackendOverride(folder, state);
    await write(folder, stories.joins?.after ?? "", undefined);
    await workspace.init();
    for (const [name, story] of Object.entries(stories)) {
      if (names.length > 0 && !names.includes(name)) continue;
      rmSync(join(folder, state), { force: true });
      rmSync(join(folder, `${state}.backup`), { force: true });
      console.error(name);
      save(name, story, await tell(story, workspace));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tell(story: Story, plain: Workspace): Promise<string> {
  const sandbox = createSandbox();
  try {
    const workspace = plain.with(sandboxEnvironment(await sandbox.listen()));
    if (story.applied !== undefined) {
      await write(workspace.directory, story.applied, story.appliedStack);
      await workspace.apply({ autoApprove: true });
    }
    story.byHand?.(addAccount(sandbox.state, DEFAULT_ACCOUNT_ID));
    if (story.refreshed) await workspace.apply({ autoApprove: true, refreshOnly: true });
    if (story.interrupted !== undefined) {
      await write(workspace.directory, story.applied ?? "", story.interrupted.stack);
      sandbox.setFaults({ deny: [`iam:${story.interrupted.action}`] });
      await workspace.apply({ autoApprove: true }).catch(() => undefined);
      sandbox.setFaults({});
    }
    await write(workspace.directory, story.after, story.stack);
    if (story.broken !== undefined) sandbox.setFaults({ deny: [`iam:${story.broken}`] });
    return await show(workspace, story.arguments ?? [], story.broken !== undefined);
  } finally {
    await sandbox.close();
  }
}

/** Not by the workspace: it throws away the plan of a planning that failed. */
async function show(workspace: Workspace, args: readonly string[], mayFail: boolean): Promise<string> {
  rmSync(join(workspace.directory, "plan.bin"), { force: true });
  await terraform(workspace, ["plan", "-input=false", "-no-color", "-out=plan.bin", ...args], mayFail);
  return terraform(workspace, ["show", "-json", "plan.bin"]);
}

function terraform({ binary, directory, env }: Workspace, args: readonly string[], mayFail = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: directory, env, maxBuffer: 100_000_000 };
    execFile(binary.path, args, options, (error, stdout, stderr) => {
      const planned = mayFail && existsSync(join(directory, "plan.bin"));
      if (error !== null && !planned) reject(new Error(`terraform ${args[0]}: ${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}

/** Synthesizes a roster as `roster synth` does, without the guards: some stories are about what they would refuse. */
async function write(folder: string, yaml: string, change: ((stack: Stack) => void) | undefined): Promise<void> {
  const file = join(folder, "users.yaml");
  writeFileSync(file, yaml);
  const roster = whole(await loadRoster(file, { project: folder, today: new Date("2026-11-21T12:00:00Z") }));
  const [made] = synthesize([roster], { out: join(folder, "out"), project: folder });
  const stack = JSON.parse(readFileSync(join(made?.folder ?? "", "cdk.tf.json"), "utf8")) as Stack;
  rmSync(join(folder, "out"), { recursive: true });
  change?.(stack);
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack));
}

function save(name: string, { applied, before = applied, after }: Story, plan: string): void {
  const folder = join(fixtures, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "plan.golden.json"), `${stable(plan)}\n`);
  if (before !== undefined) writeFileSync(join(folder, "before.yaml"), before);
  writeFileSync(join(folder, "users.yaml"), after);
}

/**
 * The same bytes at every run: ids, times and random names are numbered in the order in which they come. Secrets become canaries
 * that say where they stood, so that a test that finds one knows what leaked.
 */
function stable(plan: string): string {
  const numbers = new Map<string, Map<string, number>>();
  const numbered = (text: string, prefix: string, digits: number) => {
    const known = numbers.get(prefix) ?? new Map<string, number>();
    numbers.set(prefix, known);
    if (!known.has(text)) known.set(text, known.size + 1);
    return `${prefix}${String(known.get(text)).padStart(digits, "0")}`;
  };
  // Nothing reads planned_values, and it is a third of the file.
  const { planned_values: _, ...read } = JSON.parse(plan);
  const withCanaries = JSON.stringify(canaries(read, "plan"));
  return withCanaries
    .replace(/"pgp_key":"[^"]+"/g, (key) => `"pgp_key":"${numbered(key, "pgp-key-", 1)}"`)
    .replace(/"pgp_key":\{"constant_value":"[^"]+"\}/g, '"pgp_key":{}')
    .replace(/\b(AKIA|AIDA|APKA|AGPA|ANPA|ACCA)[A-Z0-9]{12,17}\b/g, (id, prefix) => numbered(id, prefix, 16))
    .replace(/\bterraform-\d{20,}/g, (id) => numbered(id, "terraform-", 26))
    .replace(/(?<!terraform)-\d{17}[0-9a-f]{9}\b/g, (id) => numbered(id, "-", 26))
    .replace(/"timestamp":"[^"]*"/, '"timestamp":"2026-11-21T10:00:00Z"')
    .replace(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "2026-11-21T10:00:00Z");
}

function canaries(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((item) => canaries(item, path));
  if (typeof value !== "object" || value === null) return value;
  const { address } = value as { address?: unknown };
  const here = typeof address === "string" ? address : path;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === "string" && inner !== "" && isSecretName(key) ? `CANARY-${here}-${key}` : canaries(inner, here),
    ]),
  );
}
