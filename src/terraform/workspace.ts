import { chmod, open, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { type Plan, planOf } from "../plan/read";
import { type State, stateOf } from "../plan/state";
import { type StoredState, storedState } from "../plan/stored-state";
import { UnreadablePlan } from "../plan/unreadable-plan";
import { defined } from "../text/defined";
import type { Binary } from "./binary";
import { type Diagnostic, diagnosticsOfText, parseDiagnostic } from "./diagnostics";
import { childEnvironment } from "./environment";
import { exitFailure, TerraformFailure } from "./failure";
import { asWarning, onlyForgot } from "./forgotten";
import { type InitOptions, type InitResult, initialize } from "./init";
import { type OutputStream, type ProcessOptions, type ProcessResult, runProcess } from "./process";
import { type ChangeSummary, hasChanges, parseUiLine, type UiEvent } from "./ui-events";

export interface WorkspaceOptions {
  /** What the children inherit. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Set on top of it, for instance AWS_ENDPOINT_URL_IAM; `undefined` takes a variable away. @default - none */
  readonly additions?: Readonly<Record<string, string | undefined>>;
  /** Every line of terraform, raw: it can hold secrets, so it is for a debugger, never for a screen. @default - none */
  readonly onLine?: (stream: OutputStream, line: string) => void;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** @default - no limit */
  readonly timeoutMs?: number;
}

export interface ChangeOptions extends RunOptions {
  /** @default false */
  readonly destroy?: boolean;
  /** @default false */
  readonly refreshOnly?: boolean;
  /** Ask the account how things are before planning. @default true */
  readonly refresh?: boolean;
  /** Addresses; as in terraform, for exceptional use. @default - everything */
  readonly targets?: readonly string[];
  /** Calls at a time. @default - terraform's 10 */
  readonly parallelism?: number;
  readonly lockTimeoutSeconds?: number;
  readonly onEvent?: (event: UiEvent) => void;
}

export interface PlanOptions extends ChangeOptions {
  /** The plan file, relative to the workspace. It holds secrets and gets mode 0600. @default - the plan is not kept */
  readonly out?: string;
}

export type ApplyOptions =
  /** Exactly this plan; its own options decide the rest. */
  | (RunOptions & Pick<ChangeOptions, "parallelism" | "lockTimeoutSeconds" | "onEvent"> & { readonly planFile: string })
  /** Plan and apply in one go, unseen. */
  | (ChangeOptions & { readonly autoApprove: true });

export interface Validation {
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ChangeResult {
  /** Whether the plan holds, or the apply made, any change; of a plan also changes of outputs and of moved addresses. */
  readonly changes: boolean;
  readonly summary: ChangeSummary | undefined;
  /** Warnings; errors make it throw. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What only reads may be cut off soon: nothing is lost but its answer. */
const READ_GRACE_MS = 3_000;

/** Characters of one JSON answer: 5,000 users make a plan of some 100 million. */
const ANSWER = 400_000_000;

/**
 * A directory with a `cdk.tf.json`, and terraform on it. Every method waits until terraform and its providers have ended, and
 * throws `TerraformFailure` where terraform fails.
 */
export class Workspace {
  readonly directory: string;
  readonly binary: Binary;
  readonly env: NodeJS.ProcessEnv;
  private readonly onLine: WorkspaceOptions["onLine"];

  constructor(directory: string, binary: Binary, options: WorkspaceOptions = {}) {
    this.directory = resolve(directory);
    this.binary = binary;
    this.env = childEnvironment(options.env ?? process.env, options.additions);
    this.onLine = options.onLine;
  }

  /** The same directory with more in its environment, for instance the endpoints of a sandbox. */
  with(additions: Readonly<Record<string, string | undefined>>): Workspace {
    const onLine = this.onLine && { onLine: this.onLine };
    return new Workspace(this.directory, this.binary, { env: this.env, additions, ...onLine });
  }

  /** See `initialize`. Everything else needs an init first. */
  init(options: InitOptions = {}): Promise<InitResult> {
    const context = {
      directory: this.directory,
      binary: this.binary,
      env: this.env,
      run: (args: readonly string[], more: Partial<ProcessOptions>) => this.run(args, options, more),
    };
    return initialize(context, options);
  }

  /** Checks the configuration against the provider's schema; what it finds is the answer, not an error. */
  async validate(options: RunOptions = {}): Promise<Validation> {
    const args = ["validate", "-json", "-no-color"];
    const result = await this.run(args, options, { keep: ANSWER, beyond: "fail" });
    const answer = this.parseAnswer(args, result) as { valid?: unknown; diagnostics?: unknown };
    const list = Array.isArray(answer.diagnostics) ? answer.diagnostics : [];
    if (typeof answer.valid !== "boolean") throw this.notAsDocumented(args, result);
    return { valid: answer.valid, diagnostics: list.flatMap((each) => parseDiagnostic(each) ?? []) };
  }

  async plan(options: PlanOptions = {}): Promise<ChangeResult> {
    const out = options.out === undefined ? undefined : resolve(this.directory, options.out);
    const args = ["plan", ...changeArguments(options), "-detailed-exitcode", ...(out ? [`-out=${out}`] : [])];
    // It has to be private before the first byte is in it.
    if (out) await (await open(out, "w", 0o600)).close();
    if (out) await chmod(out, 0o600);
    try {
      const { exitCode, ...result } = await this.change(args, options, [0, 2]);
      return { changes: exitCode === 2 || (result.summary !== undefined && hasChanges(result.summary)), ...result };
    } catch (error) {
      // Terraform writes incomplete plans too; nobody should take one for a plan.
      if (out) await rm(out, { force: true });
      throw error;
    }
  }

  async apply(options: ApplyOptions): Promise<ChangeResult> {
    const saved = "planFile" in options;
    const args = saved
      ? ["apply", ...changeArguments(options), resolve(this.directory, options.planFile)]
      : ["apply", ...changeArguments(options), "-auto-approve"];
    const { summary, diagnostics } = await this.change(args, options, [0]);
    return { changes: summary !== undefined && hasChanges(summary), summary, diagnostics };
  }

  /** The plan in `planFile`. */
  async show(planFile: string, options: RunOptions = {}): Promise<Plan> {
    const json = await this.showJson(planFile, options);
    try {
      return planOf(json);
    } catch (error) {
      if (!(error instanceof UnreadablePlan)) throw error;
      throw new TerraformFailure("output", `${this.binary.product} show: ${error.message}`, {
        command: [this.binary.product, "show"],
        exitCode: 0,
      });
    }
  }

  /** The state as last stored, without asking the account. */
  async state(options: RunOptions = {}): Promise<State> {
    return stateOf(await this.showJson(undefined, options));
  }

  /** Which version of the state the backend has, without asking the account: of a remote one it is fetched, whole. */
  async pullState(options: RunOptions = {}): Promise<StoredState> {
    const args = ["state", "pull"];
    const result = await this.run(args, options, { keep: ANSWER, beyond: "fail" });
    if (result.exitCode !== 0) {
      throw exitFailure([this.binary.product, ...args], result.exitCode, diagnosticsOfText(result.stderr));
    }
    return storedState(result.stdout);
  }

  /** What `show -json` answers, of a plan file or of the state: with every secret in it, so that it is never printed. */
  async showJson(planFile: string | undefined, options: RunOptions = {}): Promise<unknown> {
    const files = planFile === undefined ? [] : [resolve(this.directory, planFile)];
    const args = ["show", "-json", "-no-color", ...files];
    const result = await this.run(args, options, { keep: ANSWER, beyond: "fail" });
    if (result.exitCode !== 0) {
      throw exitFailure([this.binary.product, ...args], result.exitCode, diagnosticsOfText(result.stderr));
    }
    return this.parseAnswer(args, result);
  }

  /** Makes a state file the state. Terraform refuses one that is older than what the backend has, or not of its line. */
  async pushState(file: string, options: RunOptions & Pick<ChangeOptions, "lockTimeoutSeconds"> = {}): Promise<void> {
    const wait = options.lockTimeoutSeconds === undefined ? [] : [`-lock-timeout=${options.lockTimeoutSeconds}s`];
    const args = ["state", "push", ...wait, resolve(this.directory, file)];
    const { exitCode, stderr } = await this.run(args, options, { outlivesUs: true });
    if (exitCode !== 0) throw exitFailure([this.binary.product, ...args], exitCode, diagnosticsOfText(stderr));
  }

  /** Takes the mark off a resource that terraform would destroy and make again, because its creation was reported as failed. */
  async untaint(address: string, options: RunOptions = {}): Promise<void> {
    const args = ["untaint", "-no-color", address];
    const { exitCode, stderr } = await this.run(args, options, { outlivesUs: true });
    if (exitCode !== 0) throw exitFailure([this.binary.product, ...args], exitCode, diagnosticsOfText(stderr));
  }

  private async change(
    args: readonly string[],
    options: RunOptions & Pick<ChangeOptions, "onEvent">,
    fine: readonly number[],
  ): Promise<{ exitCode: number; summary: ChangeSummary | undefined; diagnostics: Diagnostic[] }> {
    const diagnostics: Diagnostic[] = [];
    let summary: ChangeSummary | undefined;
    const onLine = (stream: OutputStream, line: string): void => {
      this.onLine?.(stream, line);
      const event = stream === "stdout" ? parseUiLine(line) : undefined;
      if (!event) return;
      if (event.type === "diagnostic") diagnostics.push(event.diagnostic);
      // An apply without a plan file first sums up its plan.
      if (event.type === "change_summary") summary = event;
      options.onEvent?.(event);
    };
    const { exitCode, stderr } = await this.run(args, options, { onLine });
    if (exitCode !== null && fine.includes(exitCode)) return { exitCode, summary, diagnostics };
    if (onlyForgot(args, diagnostics)) return { exitCode: 0, summary, diagnostics: diagnostics.map(asWarning) };
    // What goes wrong before the stream begins, such as a flag that this version does not know, is told in words.
    const told = diagnostics.some(({ severity }) => severity === "error") ? [] : diagnosticsOfText(stderr);
    throw exitFailure([this.binary.product, ...args], exitCode, [...diagnostics, ...told]);
  }

  private run(
    args: readonly string[],
    options: RunOptions,
    more: Partial<ProcessOptions> = {},
  ): Promise<ProcessResult> {
    return runProcess(
      this.binary.path,
      args,
      {
        cwd: this.directory,
        env: this.env,
        ...defined({ onLine: this.onLine, signal: options.signal, timeoutMs: options.timeoutMs }),
        // A provider may lie where others share it; all else that terraform writes is state, or a plan.
        privateFiles: args[0] !== "init",
        ...(args[0] === "apply" ? { outlivesUs: true } : { graceMs: READ_GRACE_MS }),
        ...more,
      },
      [this.binary.product, ...args],
    );
  }

  private parseAnswer(args: readonly string[], result: ProcessResult): object {
    try {
      const value: unknown = JSON.parse(result.stdout);
      if (typeof value === "object" && value !== null) return value;
    } catch {
      // No cause: the message of the parser would quote what it read.
    }
    throw this.notAsDocumented(args, result);
  }

  private notAsDocumented(args: readonly string[], { exitCode, stderr }: ProcessResult): TerraformFailure {
    const command = [this.binary.product, ...args];
    const diagnostics = diagnosticsOfText(stderr);
    if (diagnostics.length > 0) return exitFailure(command, exitCode, diagnostics);
    const message = `${command.slice(0, 2).join(" ")} did not answer with the JSON that it documents`;
    return new TerraformFailure("output", message, { command, exitCode });
  }
}

function changeArguments(options: Omit<ChangeOptions, "signal" | "timeoutMs" | "onEvent">): string[] {
  return [
    "-json",
    "-input=false",
    ...(options.destroy ? ["-destroy"] : []),
    ...(options.refreshOnly ? ["-refresh-only"] : []),
    ...(options.refresh === false ? ["-refresh=false"] : []),
    ...(options.targets ?? []).map((target) => `-target=${target}`),
    ...(options.parallelism === undefined ? [] : [`-parallelism=${options.parallelism}`]),
    ...(options.lockTimeoutSeconds === undefined ? [] : [`-lock-timeout=${options.lockTimeoutSeconds}s`]),
  ];
}
