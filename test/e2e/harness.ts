import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, open, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { devNull, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Binary, findBinary } from "../../src/terraform/binary";
import type { Diagnostic } from "../../src/terraform/diagnostics";
import type { InitResult } from "../../src/terraform/init";
import { LOCK_FILE, withoutHashes } from "../../src/terraform/lock";
import { OVERRIDE_FILE, writeLocalBackendOverride } from "../../src/terraform/override";
import { AWS_PROVIDER } from "../../src/terraform/provider";
import { type Validation, Workspace } from "../../src/terraform/workspace";
import { nodeArguments } from "../node-arguments";

/** Terraform with the AWS provider, initialised once for all tests of this checkout. */
export interface Terraform {
  readonly binary: Binary;
  readonly provider: InitResult;
  /**
   * A workspace for `stack` (a `cdk.tf.json`) in a directory of its own, ready to validate, plan and apply without an init. Its
   * state is a local file whatever backend the stack names. AWS answers nowhere: dummy credentials, and an endpoint on
   * loopback where nobody listens, until `additions` (or `workspace.with`) names a sandbox.
   */
  newWorkspace(stack: object, additions?: Readonly<Record<string, string | undefined>>): Promise<Workspace>;
  /** Validates many stacks at the price of a few: one run of terraform for all of them, see `validateMany` below. */
  validateMany(stacks: readonly object[]): Promise<Validation[]>;
}

interface Prepared {
  readonly binary: Binary;
  readonly provider: InitResult;
  /** Holds `.terraform`, the lock file and the override of the backend. */
  readonly directory: string;
}

const STATE = "terraform.tfstate";
const ROOT = resolve(__dirname, "..", "..");

/**
 * `describe` for tests that need real terraform and the real AWS provider. Where one of them is missing, the tests are left out
 * with a warning, or fail if ROSTER_E2E=required.
 */
export function withTerraform(name: string, body: (terraform: Terraform) => void): void {
  const prepared = prepareNow();
  if (typeof prepared === "string") {
    if (process.env.ROSTER_E2E === "required") {
      describe(name, () => {
        test("terraform and the AWS provider are there, as ROSTER_E2E=required demands", () => {
          throw new Error(prepared);
        });
      });
      return;
    }
    console.warn(`LEFT OUT: "${name}" needs real terraform and the AWS provider.\n${prepared}`);
    describe.skip(name, () => body(absent(prepared)));
    return;
  }
  // For every terraform of this file: without it each would ask the registry first and then search the disk.
  if (prepared.provider.source === "mirror") process.env.ROSTER_PROVIDER_MIRROR = prepared.provider.where;
  describe(name, () => {
    const base = mkdtempSync(join(realpathSync(tmpdir()), "roster-e2e-"));
    afterAll(() => rmSync(base, { recursive: true, force: true }));
    const newWorkspace: Terraform["newWorkspace"] = (stack, additions) =>
      createWorkspace(base, prepared, stack, additions);
    body({
      binary: prepared.binary,
      provider: prepared.provider,
      newWorkspace,
      validateMany: (stacks) => validateMany(newWorkspace, stacks),
    });
  });
}

/** The environment of e2e children: nothing of the developer's own AWS or Terraform settings but where providers are from. */
export function e2eEnvironment(base: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(([name]) => !/^(AWS_|TF_(DATA_DIR|WORKSPACE|VAR_|CLI_ARGS|LOG))/.test(name));
  return {
    ...Object.fromEntries(kept),
    AWS_ACCESS_KEY_ID: "AKIAROSTERE2EDUMMY00",
    AWS_SECRET_ACCESS_KEY: "dummy",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    // The discard port: whoever forgets an endpoint is refused at once.
    AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  };
}

async function createWorkspace(
  base: string,
  prepared: Prepared,
  stack: object,
  additions: Readonly<Record<string, string | undefined>> = {},
): Promise<Workspace> {
  const directory = await mkdtemp(join(base, "w-"));
  const data = join(directory, ".terraform");
  await mkdir(data);
  await symlink(join(prepared.directory, ".terraform", "providers"), join(data, "providers"), "dir");
  // How the backend is configured; without it terraform would ask for an init.
  await copyFile(join(prepared.directory, ".terraform", STATE), join(data, STATE));
  for (const file of [LOCK_FILE, OVERRIDE_FILE]) await copyFile(join(prepared.directory, file), join(directory, file));
  await writeStack(directory, stack);
  return new Workspace(directory, prepared.binary, { env: e2eEnvironment(), additions });
}

/** Indented, so that the line of a diagnostic says something. */
async function writeStack(directory: string, stack: object): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "cdk.tf.json"), `${JSON.stringify(stack, undefined, 2)}\n`);
}

/**
 * Each stack becomes a module of one root. Two things of a stack are not alike in a module and so are left to others: `import` blocks
 * are allowed in a root only (such a stack is validated by itself), and a provider block that an earlier stack
 * has in the same words is not checked again (a provider is started for each, 0.3 s).
 *
 * Terraform checks in stages and tells only of the first stage that finds something; so after errors, the stacks without one
 * are validated once more.
 */
async function validateMany(newWorkspace: Terraform["newWorkspace"], stacks: readonly object[]): Promise<Validation[]> {
  const results = new Map<number, Validation>();
  for (const [index, stack] of stacks.entries()) {
    if ("import" in stack) results.set(index, await (await newWorkspace(stack)).validate());
  }
  let open = [...stacks.keys()].filter((index) => !results.has(index));
  while (open.length > 0) {
    const { valid, diagnostics } = await validateModules(newWorkspace, stacks, open);
    const byStack = new Map<number, Diagnostic[]>();
    for (const diagnostic of diagnostics) {
      const index = stackOf(diagnostic);
      if (index === undefined) throw new Error(`a diagnostic of no stack: ${JSON.stringify(diagnostic)}`);
      byStack.set(index, [...(byStack.get(index) ?? []), asOfRoot(diagnostic)]);
    }
    for (const index of open) {
      const found = byStack.get(index) ?? [];
      const failed = found.some(({ severity }) => severity === "error");
      if (valid || failed) results.set(index, { valid: !failed, diagnostics: found });
    }
    const left = open.filter((index) => !results.has(index));
    if (left.length === open.length) throw new Error("terraform validate failed without naming a stack");
    open = left;
  }
  return stacks.map((_, index) => results.get(index) as Validation);
}

async function validateModules(
  newWorkspace: Terraform["newWorkspace"],
  stacks: readonly object[],
  indices: readonly number[],
): Promise<Validation> {
  const module = Object.fromEntries(indices.map((index) => [`s${index}`, { source: `./s${index}` }]));
  const workspace = await newWorkspace({ module });
  const providers = new Set<string>();
  const listed = [{ Key: "", Source: "", Dir: "." }];
  for (const index of indices) {
    const { provider, ...rest } = stacks[index] as Record<string, unknown>;
    const text = JSON.stringify(provider);
    const repeated = providers.has(text) && !text.includes('"alias":');
    providers.add(text);
    await writeStack(join(workspace.directory, `s${index}`), repeated || !provider ? rest : { provider, ...rest });
    listed.push({ Key: `s${index}`, Source: `./s${index}`, Dir: `s${index}` });
  }
  // What "terraform get" would write.
  const modules = join(workspace.directory, ".terraform", "modules");
  await mkdir(modules);
  await writeFile(join(modules, "modules.json"), JSON.stringify({ Modules: listed }));
  const validation = await workspace.validate();
  await rm(workspace.directory, { recursive: true, force: true });
  const ignored = /^(Backend|Cloud) configuration ignored$/;
  return { ...validation, diagnostics: validation.diagnostics.filter(({ summary }) => !ignored.test(summary)) };
}

function stackOf({ at, address }: Diagnostic): number | undefined {
  const match = /^s(\d+)[/\\]/.exec(at?.file ?? "") ?? /^module\.s(\d+)\b/.exec(address ?? "");
  return match ? Number(match[1]) : undefined;
}

/** The diagnostic as it would be without the module around the stack. */
function asOfRoot({ at, address, ...rest }: Diagnostic): Diagnostic {
  return {
    ...rest,
    ...(address === undefined ? {} : { address: address.replace(/^module\.s\d+\.?/, "") }),
    ...(at === undefined ? {} : { at: { ...at, file: at.file.replace(/^s\d+[/\\]/, "") } }),
  };
}

let known: Prepared | string | undefined;

/** jest wants to know at once whether to skip, so a child process does the waiting; the answer is kept for all test files. */
function prepareNow(): Prepared | string {
  if (known) return known;
  const code = `require(${JSON.stringify(__filename)}).prepare().then((answer) => console.log(JSON.stringify(answer)));`;
  const output = execFileSync(process.execPath, nodeArguments(code), {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  known = JSON.parse(output) as Prepared | string;
  return known;
}

/** For `prepareNow` only: an initialised directory, or why there is none. */
export async function prepare(): Promise<Prepared | string> {
  try {
    const binary = await findBinary();
    if (!binary) {
      return "There is no terraform or tofu on the PATH. Install one (https://developer.hashicorp.com/terraform/install), or name it with TERRAFORM_BINARY_NAME.";
    }
    const { mtimeMs } = statSync(binary.path);
    const { TF_CLI_CONFIG_FILE, TF_PLUGIN_CACHE_DIR, ROSTER_PROVIDER_MIRROR } = process.env;
    // Worktrees may share their node_modules, and none may take the directory of another away.
    const reasons = [
      ROOT,
      binary,
      mtimeMs,
      AWS_PROVIDER,
      TF_CLI_CONFIG_FILE,
      TF_PLUGIN_CACHE_DIR,
      ROSTER_PROVIDER_MIRROR,
    ];
    const key = createHash("sha256").update(JSON.stringify(reasons)).digest("hex").slice(0, 16);
    // Removed by npm ci, ignored by git, and shared by the workers of jest; and by several checkouts, where node_modules is a link.
    const cache = join(realpathSync(join(ROOT, "node_modules")), ".cache", "iam-roster");
    return await prepareDirectory(binary, join(cache, `terraform-${key}`));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function prepareDirectory(binary: Binary, directory: string): Promise<Prepared> {
  const answer = join(directory, "prepared.json");
  mkdirSync(dirname(directory), { recursive: true });
  const unlock = await lock(`${directory}.lock`);
  try {
    if (existsSync(answer)) {
      const prepared = JSON.parse(readFileSync(answer, "utf8")) as Prepared;
      // A mirror may have gone since.
      if (prepared.directory === directory && existsSync(prepared.provider.where)) return prepared;
      if (prepared.directory === directory && prepared.provider.source === "registry") return prepared;
    }
    await rm(directory, { recursive: true, force: true });
    const started = `${directory}.new`;
    await rm(started, { recursive: true, force: true });
    const required_providers = { aws: { source: AWS_PROVIDER.source, version: AWS_PROVIDER.constraint } };
    await writeStack(started, { terraform: { required_providers } });
    await writeLocalBackendOverride(started, STATE);
    const env = e2eEnvironment();
    const provider = await new Workspace(started, binary, { env }).init();
    const lockFile = join(started, LOCK_FILE);
    await writeFile(lockFile, withoutHashes(await readFile(lockFile, "utf8")));
    const prepared: Prepared = { binary, provider, directory };
    await writeFile(join(started, "prepared.json"), JSON.stringify(prepared));
    await rename(started, directory);
    return prepared;
  } finally {
    await unlock();
  }
}

/** Several workers of jest come at once; one prepares, the others wait. */
async function lock(file: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = Number(await readFile(file, "utf8").catch(() => ""));
      if (owner > 0 && !isAlive(owner)) await rm(file, { force: true });
      await sleep(50);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** What the bodies of skipped tests get, which are collected and never run. */
function absent(why: string): Terraform {
  return new Proxy({} as Terraform, {
    get: () => () => {
      throw new Error(why);
    },
  });
}
