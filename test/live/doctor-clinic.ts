import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetRoleCommand,
  PutUserPolicyCommand,
  TagUserCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { load } from "js-yaml";
import { doctor } from "../../src/cli/commands/doctor";
import { sandboxEnvironment } from "../../src/sandbox/index";
import { totpCode, totpStep } from "../../src/sandbox/totp";
import { allow, type Running, refusal, start, type TestCredentials, twoCodes } from "../sandbox/helpers";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { MESSY_TODAY } from "./messy-account";

export const HERE = "123456789012";
export const THERE = "210987654321";
export const ROLE = `arn:aws:iam::${HERE}:role/ops/iam-roster`;
export const CI = `arn:aws:iam::${HERE}:user/ci`;

/** What doctor needs to read. */
export const READS = [
  "iam:GetRole",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListRoles",
  "iam:SimulatePrincipalPolicy",
];

/** A statement of a trust policy. @param AWS the principal */
export const trustIn = (AWS: string, Condition?: object) => ({
  Effect: "Allow",
  Principal: { AWS },
  Action: "sts:AssumeRole",
  ...(Condition === undefined ? {} : { Condition }),
});

export interface Case {
  /** Statements of the role's trust policy. @default - its own account */
  readonly trust?: readonly object[];
  /** Of the user ci. @default - it may assume the role */
  readonly permission?: string;
  /** Of `account.assumeRole` of the roster. */
  readonly assumeRole?: object;
  /** Of `account`, above it. */
  readonly account?: object;
}

export interface Finding {
  readonly side: string;
  readonly state: string;
  readonly found: string;
  readonly mend?: string;
  readonly where?: string;
  readonly statement?: object;
}

export interface Diagnosed {
  readonly code: number;
  readonly mendFirst?: string;
  /** That of the side to mend first. */
  readonly first: Finding | undefined;
  readonly checks: readonly Finding[];
  readonly out: string;
}

interface RosterAccount {
  readonly id: string;
  readonly assumeRole: { roleArn: string; externalId?: string; sessionName?: string };
}

/** A user ci that wants a role, the sandbox in which it asks, and whoever does what doctor says. */
export class Clinic {
  private readonly cwd = testdir({});

  private constructor(
    public readonly running: Running,
    public readonly ci: TestCredentials,
  ) {}

  static async open(given: Case = {}): Promise<Clinic> {
    // Doctor takes the day from its caller, the sandbox from its clock: they shall be the same.
    const running = await start({ clock: () => MESSY_TODAY });
    const { iam } = running;
    await iam.send(new CreateUserCommand({ UserName: "ci" }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "ci" }));
    const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
    const clinic = new Clinic(running, { accessKeyId, secretAccessKey });
    const PolicyDocument = given.permission ?? allow(["sts:AssumeRole", ...READS]);
    await iam.send(new PutUserPolicyCommand({ UserName: "ci", PolicyName: "ci", PolicyDocument }));
    const AssumeRolePolicyDocument = policy(given.trust ?? [trustIn(`arn:aws:iam::${HERE}:root`)]);
    await iam.send(
      new CreateRoleCommand({
        RoleName: "iam-roster",
        Path: "/ops/",
        AssumeRolePolicyDocument,
        MaxSessionDuration: 7200,
      }),
    );
    clinic.write({ id: HERE, ...given.account, assumeRole: { roleArn: ROLE, ...given.assumeRole } });
    return clinic;
  }

  public close(): Promise<void> {
    return this.running.close();
  }

  public tag(Key: string, Value: string): Promise<unknown> {
    return this.running.iam.send(new TagUserCommand({ UserName: "ci", Tags: [{ Key, Value }] }));
  }

  /** An MFA device of somebody, enabled. @returns its serial number, and the code that it shows */
  public async device(name: string, UserName?: string): Promise<{ serial: string; code: string }> {
    const { iam } = this.running;
    const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }));
    const { SerialNumber: serial = "", Base32StringSeed: seed } = VirtualMFADevice ?? {};
    if (UserName !== undefined)
      await iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber: serial, ...twoCodes(seed, MESSY_TODAY) }));
    return { serial, code: totpCode(Buffer.from(seed ?? []).toString("latin1"), totpStep(MESSY_TODAY)) };
  }

  /** The role is assumed as Terraform would, by what the roster says: "no error", or AWS's refusal. */
  public async attempt(
    credentials: TestCredentials = this.ci,
    mfa?: { serial: string; code: string },
  ): Promise<string> {
    const { roleArn, externalId, sessionName } = this.account.assumeRole;
    return refusal(
      this.running.as(credentials).sts.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          ExternalId: externalId,
          RoleSessionName: sessionName ?? "iam-roster",
          ...(mfa === undefined ? {} : { SerialNumber: mfa.serial, TokenCode: mfa.code }),
        }),
      ),
    );
  }

  public async doctor(
    values: Record<string, string> = {},
    { accessKeyId, secretAccessKey, sessionToken }: TestCredentials = this.ci,
  ): Promise<Diagnosed> {
    const env = {
      ...sandboxEnvironment(this.running.url),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
    const { code, out } = await runCommand(doctor, { cwd: this.cwd, env, today: MESSY_TODAY }, [
      ...optionWords({ ...values, json: true }),
    ]);
    expect(out).not.toMatch(/ASIA[A-Z0-9]{16}|SecretAccessKey|SessionToken/);
    const { mendFirst, checks } = JSON.parse(out) as Pick<Diagnosed, "mendFirst" | "checks">;
    const first = checks.find(({ side, state }) => side === mendFirst && state !== "fine");
    return { code, out, checks, first, ...(mendFirst === undefined ? {} : { mendFirst }) };
  }

  /** A trust policy in a file, as whoever may read it saves it. */
  public save(trust: readonly object[]): string {
    writeFileSync(join(this.cwd, "trust.json"), policy(trust));
    return "trust.json";
  }

  /** Adds the statement where doctor says that it belongs. */
  public async add({ where = "", statement }: Finding): Promise<void> {
    const { iam } = this.running;
    if (where === `a policy of ${CI}`) {
      await iam.send(
        new PutUserPolicyCommand({ UserName: "ci", PolicyName: "added", PolicyDocument: policy([statement ?? {}]) }),
      );
      return;
    }
    expect(where).toBe(`the trust policy of ${ROLE}`);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "iam-roster" }));
    const { Statement } = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")) as {
      Statement: object[];
    };
    const PolicyDocument = policy([...Statement, statement ?? {}]);
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "iam-roster", PolicyDocument }));
  }

  /** Writes into the roster what doctor says, `Write roleArn: arn:...`; the first way where there are two. */
  public writeDown({ mend = "" }: Finding): void {
    const [, text = ""] = /^Write (.+?)(?:, or .*| \(.*)?$/.exec(mend) ?? [];
    const said = load(text) as { account?: Partial<RosterAccount> };
    const { account, assumeRole } = { account: this.account, assumeRole: this.account.assumeRole };
    this.write(
      said.account === undefined
        ? { ...account, assumeRole: { ...assumeRole, ...said } }
        : { ...account, ...said.account, assumeRole: { ...assumeRole, ...said.account.assumeRole } },
    );
  }

  private get account(): RosterAccount {
    return (load(readFileSync(join(this.cwd, "users.yaml"), "utf8")) as { account: RosterAccount }).account;
  }

  private write(account: object): void {
    writeFileSync(join(this.cwd, "users.yaml"), `version: 1\naccount: ${JSON.stringify(account)}\nusers: {}\n`);
  }
}

const policy = (Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
