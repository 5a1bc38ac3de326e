import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CliConfig, findCliConfig, mirrorConfig } from "./cli-config";
import { type Diagnostic, diagnosticsOfText } from "./diagnostics";
import { exitFailure, TerraformFailure } from "./failure";
import { installedProvider, remember, rememberedMirror, type WorkingDirectory } from "./installed";
import type { Mirror } from "./mirror";
import { type MirrorSearch, mirrorRoots, namedMirror, nothingFound, searchMirrors } from "./mirror-search";
import type { OutputStream, ProcessOptions, ProcessResult } from "./process";
import { REGISTRY_HOST } from "./provider";

export interface InitOptions {
  /** Do not touch the backend, as before a `validate`. @default false */
  readonly backend?: boolean;
  /** Take the newest versions that the constraints allow, and ask the registry again. @default false */
  readonly upgrade?: boolean;
  /** Forget how the backend was configured before. @default false */
  readonly reconfigure?: boolean;
  /** Take what the lock file says, and nothing else. @default false */
  readonly locked?: boolean;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Told, in one line each, when the registry cannot be reached: where a mirror is looked for, and what came of it. */
  readonly onStep?: (line: string) => void;
}

/** Where the provider came from, for the user to see. */
export interface InitResult {
  /**
   * - `configured`: terraform's own configuration, or a directory that it searches by itself
   * - `registry`: downloaded, now or by an earlier init
   * - `mirror`: a filesystem mirror that we found, or that `ROSTER_PROVIDER_MIRROR` names
   * - `none`: the configuration needs no AWS provider
   */
  readonly source: "configured" | "registry" | "mirror" | "none";
  /** A path or a host name. */
  readonly where: string;
  /** Of the AWS provider, for instance `5.100.0`. */
  readonly version?: string;
  readonly warnings: readonly Diagnostic[];
}

/** What `initialize` needs of a workspace. */
export interface InitContext extends WorkingDirectory {
  run(args: readonly string[], more: Partial<ProcessOptions>): Promise<ProcessResult>;
}

/** How long the registry may take to say which versions it has, when there is a mirror to go to instead. */
const PATIENCE_MS = 4_000;

/**
 * `terraform init`. Where the provider comes from: `ROSTER_PROVIDER_MIRROR` if it is set; otherwise what terraform is configured to do; and when
 * the registry cannot be reached, the first mirror that `searchMirrors` finds.
 *
 * @throws TerraformFailure reason `provider` when no source has one, `exit` for every other error of `init`
 */
export async function initialize(context: InitContext, options: InitOptions = {}): Promise<InitResult> {
  const { binary, env } = context;
  const config = findCliConfig(env, binary.product);
  const args = arguments_(options);

  const named = await namedMirror({ env, product: binary.product });
  if (named) return initFromMirror(context, args, named, config);
  if (config.installation) return initAsConfigured(context, args, config);

  const remembered = options.upgrade ? undefined : await rememberedMirror(context);
  if (remembered) return initFromMirror(context, args, remembered, config);

  const { stopper, release } = stopperBelow(options.signal);
  const searching = searchMirrors({ env, product: binary.product, signal: stopper.signal });
  // Where the registry answers, nobody waits for it.
  searching.catch(() => undefined);
  try {
    const attempt = await askRegistry(context, args, options, searching);
    const diagnostics = diagnosticsOfText(`${attempt?.stdout}\n${attempt?.stderr}`);
    if (attempt?.exitCode === 0) return describe(context, diagnostics, config);
    if (attempt && !isUnreachable(diagnostics)) {
      throw exitFailure([binary.product, ...args], attempt.exitCode, diagnostics);
    }
    const host = REGISTRY_HOST[binary.product];
    options.onStep?.(`${host} cannot be reached: looking for a mirror under ${mirrorRoots(env).join(", ")}`);
    const search = await searching;
    const command = [binary.product, ...args];
    if (stopper.signal.aborted)
      throw new TerraformFailure("interrupted", "terraform init was interrupted", { command });
    if (!search.mirror) {
      const message = `${host} cannot be reached, and ${nothingFound(search, binary.product)}`;
      throw new TerraformFailure("provider", message, { command, exitCode: 1, diagnostics });
    }
    options.onStep?.(`the provider comes from ${search.mirror.path}; ROSTER_PROVIDER_MIRROR names it without a search`);
    return initFromMirror(context, args, search.mirror, config);
  } finally {
    stopper.abort();
    release();
  }
}

/** A stopper of our own that also stops when `signal` says so. */
function stopperBelow(signal: AbortSignal | undefined): { stopper: AbortController; release: () => void } {
  const stopper = new AbortController();
  const forward = (): void => stopper.abort();
  if (signal?.aborted) forward();
  signal?.addEventListener("abort", forward, { once: true });
  return { stopper, release: () => signal?.removeEventListener("abort", forward) };
}

function arguments_(options: InitOptions): string[] {
  return [
    "init",
    "-input=false",
    "-no-color",
    ...(options.backend === false ? ["-backend=false"] : []),
    ...(options.upgrade ? ["-upgrade"] : []),
    ...(options.reconfigure ? ["-reconfigure"] : []),
    ...(options.locked ? ["-lockfile=readonly"] : []),
  ];
}

async function initAsConfigured(context: InitContext, args: string[], config: CliConfig): Promise<InitResult> {
  const { exitCode, stdout, stderr } = await context.run(args, {});
  const diagnostics = diagnosticsOfText(`${stdout}\n${stderr}`);
  if (exitCode !== 0) throw exitFailure([context.binary.product, ...args], exitCode, diagnostics);
  return describe(context, diagnostics, config);
}

/**
 * An init as if there were no mirror. A network that drops packets makes terraform wait 11 s for the registry, and no setting
 * shortens that; so once a mirror is found it is stopped after `PATIENCE_MS` without an answer: `undefined`.
 */
async function askRegistry(
  context: InitContext,
  args: string[],
  options: InitOptions,
  searching: Promise<MirrorSearch>,
): Promise<ProcessResult | undefined> {
  const { stopper, release } = stopperBelow(options.signal);
  let timer: NodeJS.Timeout | undefined;
  let answered = false;
  let impatient = false;
  const stopForMirror = async (): Promise<void> => {
    const mirror = await searching.then((search) => search.mirror).catch(() => undefined);
    if (!mirror || answered) return;
    impatient = true;
    stopper.abort();
  };
  const onLine = (_: OutputStream, line: string): void => {
    if (/^- (Finding|Reusing).*\bhashicorp\/aws\b/.test(line)) {
      timer ??= setTimeout(stopForMirror, PATIENCE_MS);
    } else if (/^- (Installing|Installed|Using)\b/.test(line)) {
      answered = true;
    }
  };
  try {
    return await context.run(args, { signal: stopper.signal, graceMs: 1_000, onLine });
  } catch (error) {
    if (impatient && !options.signal?.aborted) return undefined;
    throw error;
  } finally {
    answered = true;
    clearTimeout(timer);
    release();
  }
}

/** The configuration file lies outside the project, for the time of the init only. */
async function initFromMirror(
  context: InitContext,
  args: string[],
  mirror: Mirror,
  config: CliConfig,
): Promise<InitResult> {
  const folder = await mkdtemp(join(tmpdir(), "roster-terraform-"));
  try {
    const file = join(folder, "mirror.tfrc");
    await writeFile(file, mirrorConfig(mirror.path, config), { mode: 0o600 });
    const { exitCode, stdout, stderr } = await context.run(args, {
      env: { ...context.env, TF_CLI_CONFIG_FILE: file },
    });
    const diagnostics = diagnosticsOfText(`${stdout}\n${stderr}`);
    if (exitCode !== 0) throw exitFailure([context.binary.product, ...args], exitCode, diagnostics);
    const installed = await installedProvider(context);
    if (!installed) return { source: "none", where: context.directory, warnings: warningsOf(diagnostics) };
    await remember(context, mirror);
    return { source: "mirror", where: mirror.path, version: installed.version, warnings: warningsOf(diagnostics) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function describe(
  context: InitContext,
  diagnostics: readonly Diagnostic[],
  config: CliConfig,
): Promise<InitResult> {
  const warnings = warningsOf(diagnostics);
  const installed = await installedProvider(context);
  if (!installed) return { source: "none", where: context.directory, warnings };
  const { version, linkedTo } = installed;
  // A link means that terraform found it unpacked somewhere: in a mirror or in a cache of its own.
  if (linkedTo) return { source: "configured", where: linkedTo, version, warnings };
  if (config.installation) return { source: "configured", where: config.files.join(", "), version, warnings };
  return { source: "registry", where: REGISTRY_HOST[context.binary.product], version, warnings };
}

function warningsOf(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  // Every provider that comes from a mirror earns this one, and the lock file of a workspace is not committed.
  return diagnostics.filter(
    ({ severity, summary }) => severity === "warning" && summary !== "Incomplete lock file information for providers",
  );
}

/**
 * Whether the provider could not be asked for or fetched because of the network. Terraform's words differ from version to
 * version, those of Go's network library hardly do.
 */
function isUnreachable(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity, summary, detail }) => {
    if (severity !== "error" || !/provider/i.test(summary)) return false;
    return UNREACHABLE.test(`${summary} ${detail}`.replace(/\s+/g, " "));
  });
}

const UNREACHABLE =
  /could not connect to|failed to request discovery document|no such host|connection (refused|reset)|network is unreachable|no route to host|i\/o timeout|timeout exceeded|deadline exceeded|TLS handshake|x509:|certificate|proxyconnect|server misbehaving|\bEOF\b/i;
