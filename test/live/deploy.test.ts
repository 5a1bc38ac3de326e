import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runDeploy } from "../../cli/commands/deploy";
import { sweep } from "../../cli/commands/sweep";
import { verify } from "../../cli/commands/verify";
import type { Entry } from "../../live/audit-log/entry";
import { Workspace } from "../../terraform/workspace";
import type { Ran } from "../cli/run";
import { e2eEnvironment, type Terraform, withTerraform } from "../e2e/harness";
import { rosterOf, TODAY } from "../e2e/rosters";
import { testdir } from "../testdir";
import { enableDevice, openWorld, type World } from "./people";
import { runIn } from "./run";

jest.setTimeout(180_000);

const alice = `  alice:
    type: human
    owner: alice@example.com
    mfaDevices: { phone: {} }`;
const bot = `  deploy-bot:
    type: service
    owner: platform-team
    accessKeys: { a: {} }`;
const leaves = `removals:
  alice: { justification: "Contract ended, the laptop is back", approvedBy: secops@example.com, ticket: HR-77, expires: 2026-12-31 }`;

withTerraform("roster deploy", (terraform) => {
  let world: World;
  let cwd: string;
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    world = await openWorld();
    env = environmentOf(terraform, world);
    cwd = testdir({ "users.yaml": rosterOf(`${alice}\n${bot}`) });
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
    expect(await deploy()).toMatchObject({ code: 0, out: expect.stringContaining("users: applied\n") });
    await enableDevice(world, "alice", "alice-phone");
    const byHand = await world.admin.call("iam:CreateAccessKey", { UserName: "alice" });
    write(rosterOf(bot, { more: leaves }));

    const closed = await deploy();
    expect(closed.code).toBe(3);
    expect(closed.err).toContain("Nothing was applied: the gate is closed by leftovers-block, leftover\n");
    expect(closed.out).toContain(`alice holds access key ${byHand.AccessKey?.AccessKeyId} (Active`);
    expect(world.memory.users.alice).toBeDefined();
    expect(existsSync(join(stack().directory, "roster.tfplan"))).toBe(false);

    const saved = await deploy({ save: "leave.tfplan" });
    expect(saved.code).toBe(3);
    writeFileSync(join(cwd, "plan.json"), JSON.stringify(await stack().show(join(cwd, "leave.tfplan"))));
    expect((await runIn(sweep, { cwd, env }, ["alice"], { plan: "plan.json", yes: true })).code).toBe(0);

    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question);
      return "1";
    };
    const left = await deploy({}, { ask });
    expect(asked).toEqual(["1 user leaves: alice. Type 1 to apply: "]);
    expect([left.code, left.out.slice(left.out.indexOf("users: applied"))]).toEqual([
      0,
      [
        "users: applied",
        expect.stringMatching(/^alice \(AIDA[A-Z0-9]+\): gone$/),
        "  the user: NoSuchEntity",
        "  virtual MFA devices: none is left",
        "  the Terraform state: no entry",
        "",
      ]
        .map((line) => (typeof line === "string" ? line : `alice (${removal(entries())?.userId}): gone`))
        .join("\n"),
    ]);
    expect(removal(entries())).toMatchObject({
      user: "alice",
      result: "gone",
      runner: expect.stringContaining(":assumed-role/"),
      held: [expect.stringContaining("MFA device arn:aws:iam::123456789012:mfa/alice-phone")],
    });
    expect((await runIn(verify, { cwd, env }, [], { log: true })).code).toBe(0);
    expect(Object.keys(world.memory.mfaDevices)).toEqual([]);
    const everything =
      [closed, saved, left].map(({ out, err }) => out + err).join("") +
      readFileSync(join(cwd, "roster-audit.jsonl"), "utf8");
    expect(everything).not.toContain(byHand.AccessKey?.SecretAccessKey);
  });
});

const removal = (entries: readonly Entry[]) => entries.find((entry) => entry.event === "removal");

function environmentOf(terraform: Terraform, world: World): NodeJS.ProcessEnv {
  const mirror = terraform.provider.source === "mirror" ? { ROSTER_PROVIDER_MIRROR: terraform.provider.where } : {};
  return { ...e2eEnvironment(), ...world.env, ...mirror };
}

async function run(
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
  values: Record<string, string | boolean>,
  { ask, signal }: { ask?: (question: string) => Promise<string>; signal?: AbortSignal } = {},
): Promise<Ran> {
  const said = { out: "", err: "" };
  const terminal = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    interactive: false,
  };
  const code = await runDeploy(
    {
      values: { patience: "5", ...values },
      positionals: [],
      terminal,
      today: TODAY,
      cwd,
      env,
      ...(signal === undefined ? {} : { signal }),
    },
    ask,
  );
  return { code, ...said };
}
