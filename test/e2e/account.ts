import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  EnableMFADeviceCommand,
  IAMClient,
  type IAMClientConfig,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
} from "@aws-sdk/client-iam";
import type { ImportBlock } from "../../constructs/import-blocks";
import type { Command } from "../../src/cli/command";
import { accountFor } from "../../src/cli/rehearsal/account";
import {
  createSandbox,
  DEFAULT_ACCOUNT_ID,
  type FaultSpec,
  type Sandbox,
  sandboxEnvironment,
} from "../../src/sandbox/index";
import { type Account as AccountState, addAccount, nameKey, type User } from "../../src/sandbox/state";
import { totpCode, totpStep } from "../../src/sandbox/totp";
import { diagnosticLine } from "../../src/terraform/diagnostics";
import { TerraformFailure } from "../../src/terraform/failure";
import type { ChangeOptions, ChangeResult, Workspace } from "../../src/terraform/workspace";
import { type PlanJson, type StateResource, showPlan, showState } from "../plan-json";
import { optionWords, runCommand } from "../terminal";
import type { Terraform } from "./harness";
import { synthesizedYaml, TODAY } from "./rosters";

/** An account on a sandbox of its own, the roster that is deployed to it, and the hands of people who go round both. */
export class Account {
  private constructor(
    readonly sandbox: Sandbox,
    readonly workspace: Workspace,
    /** The real AWS SDK, as an administrator: what people do by hand. */
    readonly iam: IAMClient,
  ) {}

  /** @param yaml the first roster; it is written, not yet applied */
  static async open(terraform: Terraform, yaml: string, faults?: FaultSpec): Promise<Account> {
    const { roster, stack } = await synthesizedYaml(yaml);
    const sandbox = createSandbox({ state: accountFor(roster), faults });
    const env = sandboxEnvironment(await sandbox.listen());
    const config: IAMClientConfig = {
      region: "us-east-1",
      endpoint: env.AWS_ENDPOINT_URL_IAM as string,
      credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID as string, secretAccessKey: "sandbox" },
    };
    return new Account(sandbox, await terraform.newWorkspace(stack, env), new IAMClient(config));
  }

  async close(): Promise<void> {
    this.iam.destroy();
    await this.sandbox.close();
  }

  /** Puts a changed roster in the place of the last one, and with it what existing things it takes over. */
  async edit(yaml: string, imports: readonly ImportBlock[] = []): Promise<void> {
    const { stack } = await synthesizedYaml(yaml);
    const whole = imports.length > 0 ? { ...stack, import: imports } : stack;
    await writeFile(join(this.workspace.directory, "cdk.tf.json"), JSON.stringify(whole));
  }

  /** Applies what was last written, as a bare `terraform apply` does. */
  apply(options: Omit<ChangeOptions, "onEvent"> = {}): Promise<ChangeResult> {
    return this.workspace.apply({ autoApprove: true, ...options });
  }

  refresh(): Promise<ChangeResult> {
    return this.apply({ refreshOnly: true });
  }

  /** The errors of an apply that must fail, one line each, sorted. @throws Error when it does not fail */
  async failedApply(options: Omit<ChangeOptions, "onEvent"> = {}): Promise<string[]> {
    try {
      await this.apply(options);
    } catch (error) {
      if (!(error instanceof TerraformFailure) || error.reason !== "exit") throw error;
      return error.diagnostics
        .filter(({ severity }) => severity === "error")
        .map(diagnosticLine)
        .sort();
    }
    throw new Error("the apply was expected to fail, and did not");
  }

  async plan(): Promise<PlanJson> {
    await this.workspace.plan({ out: "plan.bin" });
    return showPlan(this.workspace, "plan.bin");
  }

  /** Whether there is nothing left to do. */
  async settled(): Promise<boolean> {
    return !(await this.workspace.plan()).changes;
  }

  /** A command of `roster` about a plan, asked as people ask it: with the plan in a file and the account in the environment. */
  async ask(
    command: Command,
    plan: PlanJson,
    values: Record<string, string> = {},
  ): Promise<{ code: number; out: string }> {
    const cwd = this.workspace.directory;
    await writeFile(join(cwd, "plan.json"), JSON.stringify(plan));
    const where = { cwd, env: this.workspace.env, today: TODAY };
    const { code, out, err } = await runCommand(command, where, ["plan.json", ...optionWords(values)]);
    return { code, out: out + err };
  }

  async resources(): Promise<ReadonlyMap<string, StateResource>> {
    const { values } = await showState(this.workspace);
    return new Map((values?.root_module.resources ?? []).map((resource) => [resource.address, resource]));
  }

  /** The sandbox's own memory: what Terraform and the API do not say. */
  get memory(): AccountState {
    return addAccount(this.sandbox.state, DEFAULT_ACCOUNT_ID);
  }

  user(name: string): User {
    const user = this.memory.users[nameKey(name)];
    if (user === undefined) throw new Error(`there is no user ${name}`);
    return user;
  }

  /** A person enables a device that the roster made, with two codes of its seed, through the API. */
  async enableMfa(userName: string, deviceName = `${userName}-phone`): Promise<string> {
    const serial = `arn:aws:iam::${DEFAULT_ACCOUNT_ID}:mfa/${deviceName}`;
    await this.enable(userName, serial, this.memory.mfaDevices[nameKey(serial)]?.seed ?? "");
    return serial;
  }

  async enable(UserName: string, SerialNumber: string, seed: string): Promise<void> {
    const step = totpStep(new Date());
    const [AuthenticationCode1, AuthenticationCode2] = [totpCode(seed, step - 1), totpCode(seed, step)];
    await this.iam.send(
      new EnableMFADeviceCommand({ UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 }),
    );
  }

  /** Names of all users and serial numbers of all devices in the account, as AWS lists them. */
  async inhabitants(): Promise<string[]> {
    const { Users = [] } = await this.iam.send(new ListUsersCommand({ MaxItems: 1000 }));
    const { VirtualMFADevices = [] } = await this.iam.send(new ListVirtualMFADevicesCommand({ MaxItems: 1000 }));
    return [...Users.map(({ UserName }) => UserName ?? ""), ...VirtualMFADevices.map((one) => one.SerialNumber ?? "")];
  }
}
