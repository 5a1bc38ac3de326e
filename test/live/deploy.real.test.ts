import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deployAsking } from "../../src/cli/commands/deploy";
import { sweep } from "../../src/cli/commands/sweep";
import { verify } from "../../src/cli/commands/verify";
import type { Handover, StackReport } from "../../src/cli/deploy/report";
import type { Entry } from "../../src/leaving/audit-log/entry";
import { Workspace } from "../../src/terraform/workspace";
import { isoDate } from "../../src/text/iso-date";
import { documented } from "../documented-json";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { because, CERTIFICATE, rosterOf, SSH_KEY } from "../e2e/rosters";
import { optionWords, type Ran, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { quickTerraform } from "./deploy-child";
import { enableDevice, openWorld, operator, type World } from "./people";

jest.setTimeout(900_000);

const allow = (Action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});
/** The plan is made by a real terraform, now: a day of the past would take it for one from the future. */
const nextYear = isoDate(new Date(Date.now() + 200 * 86_400_000));
const rotateBy = isoDate(new Date(Date.now() + 60 * 86_400_000));
const alice = `  alice:
    type: human
    owner: alice@example.com
    loginProfile: {}
    mfaDevices: { phone: {} }`;
const bot = `  deploy-bot:
    type: service
    owner: platform-team
    groups: [pipelines]
    accessKeys: { a: { status: Active, rotateBy: ${rotateBy} }, b: { status: Inactive } }
    policies: { managed: [push], inline: { read: ${JSON.stringify(allow("s3:GetObject"))} } }
    directPolicies: ${because("The one pipeline that nobody shares a group with")}
    plaintextSecrets: ${because("AWS makes this password itself, and the bot fetches it from the state")}
    permissionsBoundary: push
    sshPublicKeys: { ci: { publicKey: ${SSH_KEY} } }
    signingCertificates: { soap: { body: ${CERTIFICATE} } }
    serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com } }`;
const more = `policies: { push: { document: ${JSON.stringify(allow("s3:PutObject"))} } }
groups: { pipelines: { policies: [push] } }`;
const leaves = `removals:
  alice: { justification: "Contract ended, the laptop is back", approvedBy: secops@example.com, ticket: HR-77, expires: ${nextYear} }`;

withTerraform("roster deploy", (terraform) => {
  let world: World;
  let atRequest: () => void;
  let cwd: string;
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    atRequest = () => {};
    const clock = () => {
      atRequest();
      return new Date();
    };
    world = await openWorld({ clock });
    // Not an administrator: whoever deploys needs what docs/permissions.md says, and no more.
    cwd = testdir({ "users.yaml": rosterOf(`${alice}\n${bot}`, { more }) });
    env = {
      ...environmentOf(await operator(world, "deploy")),
      TERRAFORM_BINARY_NAME: quickTerraform(cwd, terraform.binary.path),
    };
  });
  afterEach(() => world.close());

  const write = (yaml: string) => writeFileSync(join(cwd, "users.yaml"), yaml);
  const deploy = (
    values: Record<string, string | boolean> = { "auto-approve": true },
    more: Parameters<typeof run>[2] = {},
  ) => run({ cwd, env }, values, more);
  const entries = (): Entry[] =>
    readFileSync(join(cwd, "roster-audit.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  const stack = () => new Workspace(join(cwd, "cdktf.out", "stacks", "users"), terraform.binary, { env });

  test("a person leaves: what was made by hand closes the gate, is swept, and the removal is proved", async () => {
    const joined = await deploy({ "auto-approve": true, json: true });
    expect([joined.code, joined.err]).toEqual([0, expect.stringContaining("users: applied\n")]);
    const [told] = documented("deploy", joined.out).stacks as StackReport[];
    expect(told).toMatchObject({ stack: "users", result: "applied", exitCode: 0, review: { gate: { open: true } } });
    await handOver(told?.handover ?? [], joined);
    await enableDevice(world, "alice", "alice-phone");
    const byHand = await world.admin.call("iam:CreateAccessKey", { UserName: "alice" });
    write(rosterOf(bot, { more: `${more}\n${leaves}` }));

    const closed = await deploy({ save: "leave.tfplan", json: true });
    expect(closed.code).toBe(3);
    expect(closed.err).toContain("Nothing was applied: the gate is closed by ");
    const [notApplied] = documented("deploy", closed.out).stacks as StackReport[];
    expect(notApplied).toMatchObject({ result: "gate closed", exitCode: 3, preflight: { accountId: "123456789012" } });
    expect(closed.err).toContain(`alice holds access key ${byHand.AccessKey?.AccessKeyId} (Active`);
    expect(world.memory.users.alice).toBeDefined();
    const file = join(cwd, "leave.tfplan");
    const { sha256 } = JSON.parse(readFileSync(`${file}.json`, "utf8"));
    expect(statSync(file).mode & 0o777).toBe(0o600);

    // What was approved is what is applied: nothing else gets as far as terraform.
    await expect(deploy({ saved: "leave.tfplan", sha256: "0".repeat(64), "auto-approve": true })).rejects.toThrow(
      `${file} is not the plan that was approved: its SHA-256 is ${sha256}, and ${"0".repeat(64)} was approved`,
    );
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.concat([bytes, Buffer.from("x")]));
    await expect(deploy({ saved: "leave.tfplan", "auto-approve": true })).rejects.toThrow(
      `${file} is not the plan that was saved`,
    );
    writeFileSync(file, bytes);

    writeFileSync(join(cwd, "plan.json"), JSON.stringify(await stack().showJson(file)));
    expect(
      (await runCommand(sweep, { cwd, env, today: new Date() }, ["alice", "--plan", "plan.json", "--yes"])).code,
    ).toBe(0);

    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question);
      return "1";
    };
    const manifest = readFileSync(`${file}.json`);
    const left = await deploy({ saved: "leave.tfplan", sha256 }, { ask });
    expect(asked).toEqual(["1 user leaves: alice. Type 1 to apply: "]);
    const proof = removal(entries());
    expect([left.code, left.out.slice(left.out.indexOf("users: applied")).split("\n")]).toEqual([
      0,
      [
        "users: applied",
        `alice (${proof?.userId}): gone`,
        "  the user: NoSuchEntity",
        "  virtual MFA devices: none is left",
        "  the Terraform state: no entry",
        "",
      ],
    ]);
    expect(proof).toMatchObject({
      user: "alice",
      result: "gone",
      planSha256: sha256,
      runner: "arn:aws:iam::123456789012:user/operator",
      held: expect.arrayContaining([expect.stringContaining("MFA device arn:aws:iam::123456789012:mfa/alice-phone")]),
    });
    expect((await runCommand(verify, { cwd, env, today: new Date() }, ["--log"])).code).toBe(0);
    expect(Object.keys(world.memory.mfaDevices)).toEqual([]);
    expect([existsSync(file), existsSync(join(cwd, "terraform.users.tfstate.pending.json"))]).toEqual([false, false]);

    // The same plan once more: the state has gone on, and terraform refuses it.
    writeFileSync(file, bytes);
    writeFileSync(`${file}.json`, manifest);
    const stale = await deploy({ saved: "leave.tfplan", sha256, "auto-approve": true });
    expect([stale.code, stale.err.split("\n").at(-2)]).toEqual([
      3,
      "roster: the plan is older than the state: somebody applied in between, and nothing was applied; run roster deploy again",
    ]);
    const everything = [closed, left].map(({ out, err }) => out + err).join("");
    expect(everything + readFileSync(join(cwd, "roster-audit.jsonl"), "utf8")).not.toContain(
      byHand.AccessKey?.SecretAccessKey,
    );
  });

  /** The commands that are told, as somebody would copy them into a shell: each gives what the state has, and nothing of it was printed. */
  async function handOver(handovers: readonly Handover[], { out, err }: Ran): Promise<void> {
    const state = JSON.stringify(await stack().showJson(undefined));
    const valuesOf = (address: string) => {
      const [, values = ""] = state.split(`"address":${JSON.stringify(address)}`);
      return (attribute: string) => new RegExp(`"${attribute}":"([^"]+)"`).exec(values)?.[1] ?? "";
    };
    const secrets = {
      "aws_iam_user_login_profile.alice": "encrypted_password",
      "aws_iam_virtual_mfa_device.alice--phone": "base_32_string_seed",
      "aws_iam_access_key.deploy-bot--a": "encrypted_secret",
      "aws_iam_access_key.deploy-bot--b": "encrypted_secret",
      "aws_iam_service_specific_credential.deploy-bot--git": "service_password",
    };
    expect(handovers.map(({ address }) => address).sort()).toEqual(Object.keys(secrets).sort());
    for (const { address, fetch, decrypt } of handovers) {
      const secret = valuesOf(address)(secrets[address as keyof typeof secrets]);
      expect([address, secret]).toEqual([address, expect.stringMatching(/.{16}/)]);
      expect(out + err).not.toContain(secret);
      expect(err).toContain(`      ${fetch}\n`);
      // One of each kind is run: terraform takes a second.
      if (/--(b|phone)$/.test(address)) continue;
      const sh = (command: string) =>
        execFileSync("bash", ["-c", command], { cwd, env, stdio: "pipe" }).toString("base64");
      const printed = Buffer.from(sh(fetch), "base64").toString();
      if (decrypt === undefined) expect(printed.trim().split("\n").at(-1)).toBe(secret);
      else {
        expect(err).toContain(`reads it with: ${decrypt}\n`);
        expect([printed, sh(decrypt.replace(/ \| gpg .*$/, ""))]).toEqual(["", secret]);
      }
    }
  }

  test("cut off in the middle of an apply, the next run goes on and proves the removal", async () => {
    write(rosterOf(alice));
    expect((await deploy()).code).toBe(0);
    write(rosterOf("", { more: leaves }));
    const stop = new AbortController();
    atRequest = () => {
      if (world.sandbox.counts()["iam:DeleteVirtualMFADevice"] && !stop.signal.aborted) stop.abort();
    };
    const first = await deploy({ "auto-approve": true }, { signal: stop.signal });
    expect([first.code, first.err.split("\n").at(-2)]).toEqual([
      130,
      "Next: roster deploy --auto-approve --patience 5",
    ]);
    expect((await deploy()).code).toBe(0);
    expect(Object.keys(world.memory.users)).toEqual(["operator"]);
    expect(removal(entries())).toMatchObject({ user: "alice", result: "gone" });
    expect((await runCommand(verify, { cwd, env, today: new Date() }, ["--log"])).code).toBe(0);
  });
});

const removal = (entries: readonly Entry[]) => entries.find((entry) => entry.event === "removal");

function environmentOf(account: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...e2eEnvironment(), ...account };
}

async function run(
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
  values: Record<string, string | boolean>,
  { ask, signal }: { ask?: (question: string) => Promise<string>; signal?: AbortSignal } = {},
): Promise<Ran> {
  const where = { cwd, env, today: new Date(), ...(signal === undefined ? {} : { signal }) };
  return runCommand(
    deployAsking(() => ask),
    where,
    optionWords({ patience: "5", ...values }),
  );
}
