import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Action, type Input, type Output, openAccount } from "../../../src/aws/account";
import type { Command } from "../../../src/cli/command";
import { deploy } from "../../../src/cli/commands/deploy";
import type { Entry } from "../../../src/leaving/audit-log/entry";
import { createSandbox, DEFAULT_ACCOUNT_ID, type Sandbox, sandboxEnvironment } from "../../../src/sandbox/index";
import { addAccount, type User } from "../../../src/sandbox/state";
import { Workspace } from "../../../src/terraform/workspace";
import { isoDate } from "../../../src/text/iso-date";
import { messyAccount } from "../../live/messy-account";
import { optionWords, type Ran, runCommand } from "../../terminal";
import { testdir } from "../../testdir";
import { e2eEnvironment, type Terraform } from "../harness";
import { RosterFile } from "./roster-file";

const DAY_MS = 86_400_000;

/**
 * The account, the project, and the days that pass. The last day is the real one: Terraform dates its plans itself, and a
 * plan from the past would be too old.
 */
export class Story {
  public readonly cwd = testdir({});
  public readonly file = new RosterFile(this.cwd);
  public readonly logFile = join(this.cwd, "roster-audit.jsonl");
  /** Every word that a command said. */
  public said = "";
  private readonly begun = Date.now();
  private env: NodeJS.ProcessEnv = {};

  private constructor(
    public readonly sandbox: Sandbox,
    private readonly clock: { today: Date },
  ) {}

  /** @param days that it lasts */
  static async begin(days: number): Promise<Story> {
    const clock = { today: new Date(Math.floor(Date.now() / 1000) * 1000 - days * DAY_MS) };
    const sandbox = createSandbox({ state: messyAccount(clock.today), clock: () => clock.today });
    const story = new Story(sandbox, clock);
    story.env = { ...e2eEnvironment(), ...sandboxEnvironment(await sandbox.listen()) };
    return story;
  }

  public end(): Promise<void> {
    return this.sandbox.close();
  }

  public get account() {
    return addAccount(this.sandbox.state, DEFAULT_ACCOUNT_ID);
  }

  /** As users.yaml writes it. @param daysAhead 0 is today */
  public day(daysAhead = 0): string {
    return isoDate(new Date(this.clock.today.getTime() + daysAhead * DAY_MS));
  }

  public pass(days: number): void {
    this.clock.today = new Date(this.clock.today.getTime() + days * DAY_MS);
  }

  public user(name: string): User {
    const user = this.account.users[name];
    if (user === undefined) throw new Error(`there is no ${name}`);
    return user;
  }

  /** All users but some, as they are; of their tags only that they may have new ones. */
  public besideTags(but: readonly string[]): string {
    const others = Object.values(this.account.users).filter(({ userName }) => !but.includes(userName));
    return JSON.stringify(others.map(({ tags: _, ...user }) => user));
  }

  public log(): Entry[] {
    return readFileSync(this.logFile, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  /** A command as cli/index.ts calls it, on this day. */
  public async roster(
    command: Command,
    values: Record<string, string | boolean> = {},
    positionals: string[] = [],
  ): Promise<Ran> {
    const { today } = this.clock;
    // Findings have several lines each, and there are many: the steps are what one watches.
    const watch = (text: string) => {
      const said = text.trim();
      if (!said.includes("\n")) this.show([said]);
    };
    const where = { cwd: this.cwd, env: this.env, today, onErr: watch };
    const ran = await runCommand(command, where, [...positionals, ...optionWords(values)]);
    this.said += ran.out + ran.err;
    this.show([`${ran.out.trim().split("\n")[0]} (exit code ${ran.code})`.trim()]);
    return ran;
  }

  public deploy(values: Record<string, string> = {}): Promise<Ran> {
    const unasked = values.save === undefined ? { "auto-approve": true } : {};
    return this.roster(deploy, { patience: "5", ...unasked, ...values });
  }

  public async savePlanJson({ binary }: Terraform, planFile: string, json: string): Promise<void> {
    const workspace = new Workspace(join(this.cwd, "cdktf.out", "stacks", "users"), binary, { env: this.env });
    writeFileSync(join(this.cwd, json), JSON.stringify(await workspace.showJson(join(this.cwd, planFile))));
  }

  /** Something that an administrator does by hand, beside Terraform. */
  public admin<A extends Action>(action: A, input: Input<A>): Promise<Output<A>> {
    return this.call({}, action, input);
  }

  /** Something that a job does with an access key. */
  public withKey<A extends Action>(AWS_ACCESS_KEY_ID: string, action: A, input: Input<A>): Promise<Output<A>> {
    return this.call({ AWS_ACCESS_KEY_ID }, action, input);
  }

  /** Something that is done in a role, which whoever has the key assumes for it. */
  public async inRole<A extends Action>(
    accessKeyId: string,
    role: string,
    action: A,
    input: Input<A>,
  ): Promise<Output<A>> {
    const RoleArn = roleArn(role);
    const { Credentials } = await this.withKey(accessKeyId, "sts:AssumeRole", { RoleArn, RoleSessionName: role });
    const { AccessKeyId: AWS_ACCESS_KEY_ID, SessionToken: AWS_SESSION_TOKEN } = Credentials ?? {};
    return this.call({ AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN }, action, input);
  }

  /** A role for a job or a team, and who may assume it. */
  public async makeRole(role: string, trusted: string, allowed: string): Promise<void> {
    const document = (statement: object) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
    const Principal = { AWS: `arn:aws:iam::${DEFAULT_ACCOUNT_ID}:user${this.user(trusted).path}${trusted}` };
    const AssumeRolePolicyDocument = document({ Principal, Action: "sts:AssumeRole" });
    await this.admin("iam:CreateRole", { RoleName: role, AssumeRolePolicyDocument });
    const PolicyDocument = document({ Action: allowed, Resource: "*" });
    await this.admin("iam:PutRolePolicy", { RoleName: role, PolicyName: "work", PolicyDocument });
  }

  /** One step, for whoever watches. */
  public tell(step: string): void {
    const seconds = Math.round((Date.now() - this.begun) / 1000);
    write(`\n[${String(seconds).padStart(3)} s, ${this.day()}] ${step}\n`);
  }

  public show(lines: readonly string[]): void {
    write(lines.map((line) => `    ${line}\n`).join(""));
  }

  private async call<A extends Action>(credentials: NodeJS.ProcessEnv, action: A, input: Input<A>): Promise<Output<A>> {
    const account = openAccount({ env: { ...this.env, ...credentials } });
    try {
      return await account.call(action, input);
    } finally {
      await account.close();
    }
  }
}

export const roleArn = (role: string): string => `arn:aws:iam::${DEFAULT_ACCOUNT_ID}:role/${role}`;

function write(text: string): void {
  if (process.env.ROSTER_STORY === "1") process.stderr.write(text);
}
