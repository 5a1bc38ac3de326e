import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "../../plan/read";
import type { Roster, User } from "../../roster/index";
import {
  createSandbox,
  type FaultSpec,
  SANDBOX_UNSET,
  type Sandbox,
  type SandboxState,
  sandboxEnvironment,
} from "../../sandbox/index";
import { addAccount } from "../../sandbox/state";
import type { Binary } from "../../terraform/binary";
import { type Diagnostic, diagnosticLine } from "../../terraform/diagnostics";
import { TerraformFailure } from "../../terraform/failure";
import type { InitResult } from "../../terraform/init";
import { LOCK_FILE, withConstraint } from "../../terraform/lock";
import { writeLocalBackendOverride } from "../../terraform/override";
import { AWS_PROVIDER } from "../../terraform/provider";
import type { UiEvent } from "../../terraform/ui-events";
import { Workspace } from "../../terraform/workspace";
import { defined } from "../../text/defined";
import { initPinned } from "../provider-lock";
import { synthesize } from "../synthesize";
import { accountFor, accountIdOf } from "./account";
import { enableDevices, holdingsOf, leftoversOf } from "./holdings";

const PLAN = "change.tfplan";

export interface RehearsalOptions {
  readonly roster: Roster;
  readonly binary: Binary;
  readonly env: NodeJS.ProcessEnv;
  /** The folder that pins the provider. */
  readonly project: string;
  /** The one that the project pins; or whatever it pins, the newest that the stack allows, or exactly a version. */
  readonly provider: "pinned" | "newest" | (string & {});
  readonly signal?: AbortSignal | undefined;
  readonly faults?: FaultSpec | undefined;
  /** What the account holds before anybody joins. @default - nothing but what the roster refers to */
  readonly state?: SandboxState | undefined;
  /** Each thing that Terraform does, as it does it. */
  readonly onEvent?: ((event: UiEvent) => void) | undefined;
  /** Where the provider is looked for when the registry cannot be reached, one line each. */
  readonly onStep?: (line: string) => void;
}

/** How one user left. */
export interface Departure {
  readonly user: User;
  /** What the user held just before, counted in the account. */
  readonly held: string;
  /** What is still there, and the words of Terraform and AWS about it; empty when the user left cleanly. */
  readonly left: readonly string[];
}

/**
 * The whole life of a roster's users, with real Terraform against a sandbox as strict as AWS. The stack is the very
 * one that would be deployed; only the environment and an override of the backend differ. `close` ends the sandbox
 * and removes every file.
 */
export class Rehearsal {
  private readonly folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-rehearsal-"));
  private readonly sandbox: Sandbox;
  private workspace: Workspace;

  public constructor(private readonly options: RehearsalOptions) {
    const { roster, binary, env, faults, state } = options;
    this.sandbox = createSandbox({ state: accountFor(roster, state), faults });
    this.workspace = new Workspace(this.stackFolder, binary, { env });
    mkdirSync(this.stackFolder);
  }

  private get stackFolder(): string {
    return join(this.folder, "stack");
  }

  private get account() {
    return addAccount(this.sandbox.state, accountIdOf(this.options.roster));
  }

  /** Takes the stack over and gets the provider. @throws TerraformFailure reason `provider` when there is none */
  public async prepare(stackFile: string): Promise<InitResult & { readonly pinned: boolean }> {
    copyFileSync(stackFile, join(this.stackFolder, "cdk.tf.json"));
    await writeLocalBackendOverride(this.stackFolder, join(this.folder, "terraform.tfstate"));
    const { project, provider, signal, onStep } = this.options;
    const options = defined({ signal, onStep });
    if (provider === "pinned") return initPinned(this.workspace, project, options);
    if (provider !== "newest") this.requireProvider(provider);
    return { ...(await this.workspace.init({ ...options, upgrade: true })), pinned: false };
  }

  /** What `init` has locked, for stacks as they are. */
  public lock(): string {
    return withConstraint(readFileSync(join(this.stackFolder, LOCK_FILE), "utf8"), AWS_PROVIDER.constraint);
  }

  /** For the first init; once it is locked, it is taken for the stacks that follow as well. */
  private requireProvider(version: string): void {
    const file = join(this.stackFolder, "cdk.tf.json");
    const stack = JSON.parse(readFileSync(file, "utf8"));
    stack.terraform.required_providers.aws.version = version;
    writeFileSync(file, JSON.stringify(stack));
  }

  /** Terraform's own check of the stack against the provider's schema; what it finds, one line each. */
  public async validate(): Promise<string[]> {
    const { valid, diagnostics } = await this.workspace.validate(this.run);
    return valid ? [] : errorLines(diagnostics);
  }

  /** Starts the sandbox and creates everybody. @returns how many resources were created */
  public async join(): Promise<number> {
    const url = await this.sandbox.listen();
    const unset = Object.fromEntries(SANDBOX_UNSET.map((name) => [name, undefined]));
    const { roster } = this.options;
    this.workspace = this.workspace.with({ ...unset, ...sandboxEnvironment(url, accountIdOf(roster)) });
    const { summary } = await this.workspace.apply({ autoApprove: true, ...this.run });
    return summary?.add ?? 0;
  }

  /** What `terraform plan` would still change: nothing, or the plan is not what it says. */
  public async settled(): Promise<boolean> {
    return !(await this.workspace.plan(this.run)).changes;
  }

  /**
   * The people do what Terraform cannot: each enables its MFA devices. Then `-refresh-only`, as `roster deploy` does
   * it: Terraform 1.9 to 1.11 would not deactivate a device of which the state does not know that it was enabled.
   */
  public async enableMfa(): Promise<void> {
    for (const user of this.options.roster.users) enableDevices(this.account, user, new Date().toISOString());
    await this.workspace.apply({ autoApprove: true, refreshOnly: true, ...this.run });
  }

  /**
   * Deletes the entries of some users and applies.
   *
   * @param remaining who stays
   */
  public async leave(leavers: readonly User[], remaining: readonly User[]): Promise<Departure[]> {
    const held = leavers.map((user) => holdingsOf(this.account, user));
    this.rewriteStack({ ...this.options.roster, users: remaining });
    const said = await this.applyRemoval();
    return leavers.map((user, index) => {
      const left = leftoversOf(this.account, user);
      const words = left.length > 0 || leavers.length === 1 ? said : [];
      return { user, held: held[index] ?? "", left: [...left, ...words] };
    });
  }

  /** Plans another roster, and applies that plan. @returns the plan, and what Terraform said where the apply failed */
  public async change(roster: Roster): Promise<{ readonly plan: Plan; readonly failed: readonly string[] }> {
    this.rewriteStack(roster);
    await this.workspace.plan({ out: PLAN, ...this.run });
    const plan = await this.workspace.show(PLAN, defined({ signal: this.options.signal }));
    try {
      await this.workspace.apply({ planFile: PLAN, ...this.run });
      return { plan, failed: [] };
    } catch (error) {
      if (!(error instanceof TerraformFailure) || error.reason !== "exit") throw error;
      return { plan, failed: errorLines(error.diagnostics) };
    }
  }

  public async close(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async applyRemoval(): Promise<string[]> {
    try {
      await this.workspace.apply({ autoApprove: true, ...this.run });
      return [];
    } catch (error) {
      if (error instanceof TerraformFailure && error.reason === "exit") return errorLines(error.diagnostics);
      throw error;
    }
  }

  private rewriteStack(roster: Roster): void {
    const out = join(this.folder, "synth");
    const [stack] = synthesize([roster], { out, project: this.folder });
    if (stack !== undefined) copyFileSync(join(stack.folder, "cdk.tf.json"), join(this.stackFolder, "cdk.tf.json"));
  }

  private get run() {
    const { signal, onEvent } = this.options;
    return defined({ signal, onEvent });
  }
}

function errorLines(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.filter(({ severity }) => severity === "error").map(diagnosticLine);
}
