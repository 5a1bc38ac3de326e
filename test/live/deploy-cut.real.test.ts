import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verify } from "../../src/cli/commands/verify";
import type { Entry } from "../../src/leaving/audit-log/entry";
import { isoDate } from "../../src/text/iso-date";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { rosterOf } from "../e2e/rosters";
import { runCommand } from "../terminal";
import { temporaryDirectory } from "../terraform/fixtures";
import { quickTerraform, RosterChild } from "./deploy-child";
import { Gate, type Passing } from "./deploy-gate";
import { enableDevice, openWorld, operator, type World } from "./people";

jest.setTimeout(300_000);

const PHONE = "arn:aws:iam::123456789012:mfa/alice-phone";
const nextYear = isoDate(new Date(Date.now() + 200 * 86_400_000));
const JOINED = rosterOf(
  `  alice:
    type: human
    owner: alice@example.com
    groups: [staff]
    loginProfile: {}
    mfaDevices: { phone: {} }`,
  { more: "groups: { staff: {} }" },
);
const LEFT = rosterOf("", {
  more: `groups: { staff: {} }
removals:
  alice: { justification: "Contract ended, the laptop is back", approvedBy: secops@example.com, ticket: HR-77, expires: ${nextYear} }`,
});

// One removal, cut off at each point in turn: a real process, really killed, and then the same command again.
withTerraform("roster deploy, killed with SIGKILL", (terraform) => {
  const project = temporaryDirectory();
  let world: World;
  let gate: Gate;
  let env: NodeJS.ProcessEnv;
  let userId: string;

  const deploy = () => new RosterChild(["deploy", "--auto-approve", "--patience", "5"], project, env);
  const inStack = (name: string) => join(project, "cdktf.out", "stacks", "users", name);
  const pendingFile = () => join(project, "terraform.users.tfstate.pending.json");
  const log = (): Entry[] =>
    readFileSync(join(project, "roster-audit.jsonl"), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  const events = () => log().map(({ event }) => event);
  /** Runs until the call, and then nothing of it runs any more. */
  const killedAt = async (when: "before" | "after", at: (call: Passing) => boolean): Promise<RosterChild> => {
    const child = deploy();
    const come = gate.once(at, when, async () => {
      child.killAll();
      return "lost";
    });
    await Promise.race([come, child.ended]);
    expect([(await child.ended).code, child.said.err]).toEqual([-1, expect.any(String)]);
    return child;
  };

  beforeAll(async () => {
    world = await openWorld();
    gate = await Gate.open(world.env.AWS_ENDPOINT_URL ?? "");
    const account = await operator(world, "deploy");
    const { binary } = terraform;
    env = {
      ...e2eEnvironment(),
      ...gate.through(account),
      TERRAFORM_BINARY_NAME: quickTerraform(project, binary.path),
    };
    writeFileSync(join(project, "cdktf.json"), "{}");
    writeFileSync(join(project, "users.yaml"), JOINED);
    expect(await deploy().ended).toMatchObject({ code: 0, out: expect.stringContaining("users: applied\n") });
    userId = world.memory.users.alice?.userId ?? "";
    await enableDevice(world, "alice", "alice-phone");
    writeFileSync(join(project, "users.yaml"), LEFT);
  });
  afterAll(async () => {
    await gate.close();
    await world.close();
  });

  test("in the middle of the refresh: nothing was begun", async () => {
    await killedAt("before", ({ by, action }) => by === "terraform" && action === "iam:ListVirtualMFADevices");
    expect(events()).toEqual(["apply begins", "apply ends"]);
    expect([existsSync(inStack("roster.tfplan")), existsSync(pendingFile())]).toEqual([false, false]);
  });

  test("after the plan was saved: it lies where only its owner reads it, and no longer than to the next run", async () => {
    await killedAt("before", ({ by }) => by === "roster");
    expect(statSync(inStack("roster.tfplan")).mode & 0o777).toBe(0o600);
    expect(events()).toEqual(["apply begins", "apply ends"]);
  });

  test("in the middle of the apply, between deactivating and deleting a device: who was leaving is known", async () => {
    await killedAt("after", ({ by, action }) => by === "terraform" && action === "iam:DeactivateMFADevice");
    expect(world.memory.mfaDevices[PHONE.toLowerCase()]).toMatchObject({ serialNumber: PHONE });
    expect(world.memory.mfaDevices[PHONE.toLowerCase()]?.user).toBeUndefined();
    expect(world.memory.users.alice).toBeDefined();
    // What terraform and the log take for a run that goes on, unless they look for who it is.
    expect(readdirSync(project)).toEqual(
      expect.arrayContaining([".terraform.users.tfstate.lock.info", "roster-audit.jsonl.lock"]),
    );
    expect(log().at(-1)).toMatchObject({ event: "apply begins", leaves: [{ user: "alice", userId }] });
    expect(JSON.parse(readFileSync(pendingFile(), "utf8")).leavers).toMatchObject([{ name: "alice" }]);
  });

  test("alone, while terraform applies: terraform ends its work, the next run waits for it, and is killed before it verifies", async () => {
    const first = deploy();
    let second: RosterChild | undefined;
    let killed: Promise<void> | undefined;
    const atDelete = gate.once(
      ({ by, action }) => by === "terraform" && action === "iam:DeleteUser",
      "before",
      async () => {
        first.killParent();
        second = deploy();
        await second.says("waiting: the state is locked by ");
        killed = gate.once(
          ({ by, action }) => by === "roster" && action === "iam:GetUser",
          "before",
          async () => {
            second?.killAll();
            return "lost";
          },
        );
        return "goes on";
      },
    );
    await Promise.race([atDelete, first.ended]);
    expect([(await first.ended).code, first.said.out]).toEqual([
      -1,
      expect.stringContaining(`deleted ${PHONE}: an interrupted apply had only deactivated it\n`),
    ]);
    await Promise.race([killed, second?.ended]);
    expect(await second?.ended).toMatchObject({ code: -1, out: "" });
    expect(Object.keys(world.memory.users)).toEqual(["operator"]);
    // The state knows all that the account knows: it was saved by a terraform that nobody listened to any more.
    const { resources } = JSON.parse(readFileSync(join(project, "terraform.users.tfstate"), "utf8"));
    expect(resources.map(({ type }: { type: string }) => type)).toEqual(["aws_iam_group"]);
    expect(events().filter((event) => event === "removal")).toEqual([]);
  });

  test("at all these points: the next run proves the removal, with all that was held before the first", async () => {
    const { code, out } = await deploy().ended;
    expect([code, out]).toEqual([
      0,
      `leaving with an earlier apply:
alice (${userId}): gone
  the user: NoSuchEntity
  virtual MFA devices: none is left
  the group staff: no member
  the Terraform state: no entry
users: nothing to change
`,
    ]);
    const removals = log().filter((entry) => entry.event === "removal");
    expect(removals).toMatchObject([{ user: "alice", userId, result: "gone" }]);
    // The second apply found less of it, and the third nobody.
    expect(removals.flatMap(({ held }) => held.map((one) => one.replace(/ \(since .*/, ""))).sort()).toEqual([
      `MFA device ${PHONE}`,
      "a password",
      "group staff",
    ]);
    expect(Object.keys(world.memory.mfaDevices)).toEqual([]);
    expect(events()).toEqual([
      ...["apply begins", "apply ends"],
      "apply begins",
      ...["call begins", "call ends"],
      "apply begins",
      "removal",
    ]);
    expect((await runCommand(verify, { cwd: project, env, today: new Date() }, ["--log"])).code).toBe(0);
    const left = [inStack("roster.tfplan"), pendingFile()].filter((file) => existsSync(file));
    expect([left, existsSync(join(project, "roster-audit.jsonl.lock"))]).toEqual([[], false]);
  });
});
