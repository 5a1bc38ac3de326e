import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Entry } from "../../src/leaving/audit-log/entry";
import { isoDate } from "../../src/text/iso-date";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { rosterOf } from "../e2e/rosters";
import { temporaryDirectory } from "../terraform/fixtures";
import { quickTerraform, RosterChild } from "./deploy-child";
import { Gate } from "./deploy-gate";
import { openWorld, operator, type World } from "./people";

jest.setTimeout(300_000);

const STATE = "terraform.users.tfstate";
const COPY = `${STATE}.before-apply`;
const nextYear = isoDate(new Date(Date.now() + 200 * 86_400_000));
const person = (name: string) => `  ${name}:
    type: human
    owner: ${name}@example.com
    groups: [staff]
    loginProfile: {}
    mfaDevices: { phone: {} }`;
const groups = "groups: { staff: {} }";
const removal = (name: string) =>
  `  ${name}: { justification: "Contract ended, the laptop is back", approvedBy: secops@example.com, ticket: HR-77, expires: ${nextYear} }`;
const BEFORE = rosterOf(["alice", "bob", "carol"].map(person).join("\n"), { more: groups });
const AFTER = rosterOf(["carol", "dave", "erin"].map(person).join("\n"), {
  more: `${groups}
guards: { soakDays: 0, maxRemovals: 5, maxRemovalShare: 1 }
removals:
${removal("alice")}
${removal("bob")}`,
});

// Terraform empties a local state before it writes it, and one that is killed in between leaves nothing of it.
withTerraform("a local state that was emptied in the middle of an apply", (terraform) => {
  const project = temporaryDirectory();
  let world: World;
  let gate: Gate;
  let env: NodeJS.ProcessEnv;

  const run = (...words: string[]) => new RosterChild(words, project, env);
  const deploy = () => run("deploy", "--auto-approve", "--patience", "5");
  const here = (name: string) => join(project, name);
  const people = () => {
    const names = Object.keys(world.memory.users).filter((name) => name !== "operator");
    return names.map((name) => [name, world.memory.users[name]?.loginProfile !== undefined]).sort();
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
    writeFileSync(here("cdktf.json"), "{}");
    writeFileSync(here("users.yaml"), BEFORE);
  });
  afterAll(async () => {
    await gate.close();
    await world.close();
  });

  test("is not taken for damaged while a Terraform that goes on alone writes it: that is waited for", async () => {
    const first = deploy();
    let second: RosterChild | undefined;
    const begun = gate.once(
      ({ by, action }) => by === "terraform" && action === "iam:CreateLoginProfile",
      "before",
      async () => {
        first.killParent();
        // As it is for a moment with each write.
        truncateSync(here(STATE));
        second = deploy();
        await second.says("waiting: the state is locked by ");
        return "goes on";
      },
    );
    await Promise.race([begun, first.ended]);
    const { code, out, err } = (await second?.ended) ?? {};
    expect([code, out, err]).toEqual([0, "users: nothing to change\n", expect.any(String)]);
    expect(people()).toEqual([
      ["alice", true],
      ["bob", true],
      ["carol", true],
    ]);
    expect(existsSync(here(COPY))).toBe(false);
  });

  test("deploy refuses it, adopt --mend puts the copy in its place, and deploy ends what was begun", async () => {
    writeFileSync(here("users.yaml"), AFTER);
    const child = deploy();
    const at = gate.once(
      ({ by, action }) => by === "terraform" && action === "iam:DeleteUser",
      "before",
      async () => {
        while (world.memory.users.dave === undefined) await sleep(20);
        child.killAll();
        return "lost";
      },
    );
    await Promise.race([at, child.ended]);
    expect([(await child.ended).code, child.said.err]).toEqual([-1, expect.any(String)]);
    expect(statSync(here(COPY)).mode & 0o777).toBe(0o600);
    truncateSync(here(STATE));

    const serial = JSON.parse(readFileSync(here(COPY), "utf8")).serial;
    const refused = await deploy().ended;
    expect(refused.code).toBe(3);
    expect(
      refused.err,
    ).toContain(`roster: ${STATE}, the state of the stack users, is empty. Nothing was planned, nothing was changed.
   ${COPY}, the copy that roster made before an apply: serial ${serial}, `);
    expect(refused.err).toContain("3 users (alice, bob, carol)\n");
    const next = refused.err.trimEnd().split("\n").at(-1)?.trim();
    expect(next).toBe(`Next: roster adopt --mend --state-from ${COPY}`);

    const mended = await run("adopt", "--mend", "--state-from", COPY).ended;
    expect([mended.code, mended.err]).toEqual([0, expect.stringContaining(`${STATE} is now what ${COPY} has\n`)]);
    expect(statSync(here(`${STATE}.damaged-1`)).size).toBe(0);

    const ended = await deploy().ended;
    expect([ended.code, ended.err]).toEqual([0, expect.any(String)]);
    expect(people()).toEqual([
      ["carol", true],
      ["dave", true],
      ["erin", true],
    ]);
    const log: Entry[] = readFileSync(here("roster-audit.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const gone = log.flatMap((entry) => (entry.event === "removal" ? [[entry.user, entry.result]] : []));
    expect(gone.sort()).toEqual([
      ["alice", "gone"],
      ["bob", "gone"],
    ]);
    expect(readdirSync(project).filter((name) => /before-apply|pending/.test(name))).toEqual([]);
  });
});
