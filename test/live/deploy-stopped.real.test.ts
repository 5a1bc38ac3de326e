import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isoDate } from "../../src/text/iso-date";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { because, rosterOf, SSH_KEY } from "../e2e/rosters";
import type { Ran } from "../terminal";
import { temporaryDirectory } from "../terraform/fixtures";
import { quickTerraform, RosterChild } from "./deploy-child";
import { type Answer, Gate, type Passing } from "./deploy-gate";
import { openWorld, operator, type World } from "./people";

jest.setTimeout(300_000);

const nextYear = isoDate(new Date(Date.now() + 200 * 86_400_000));

/** One joins and one leaves with each of these rosters: `anna`, `bert`, `carl`, ... */
const people = ["anna", "bert", "carl", "dora", "emil", "fred"];
const entry = (name: string) => `  ${name}:
    type: service
    owner: platform-team
    accessKeys: { a: {} }
    policies: { inline: { read: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "*" }] } } }
    directPolicies: ${because("The one pipeline that nobody shares a group with")}
    sshPublicKeys: { ci: { publicKey: ${SSH_KEY} } }
    loginProfile: {}
    consoleWithoutMfa: ${because("A service that signs in to the console of an old tool")}`;
const rosterWith = (name: string, gone: string | undefined) =>
  rosterOf(entry(name), {
    more:
      gone === undefined
        ? ""
        : `removals:\n  ${gone}: { justification: "Contract ended, the laptop is back", approvedBy: secops@example.com, ticket: HR-77, expires: ${nextYear} }
guards: { maxRemovalShare: 1 }`,
  });

const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { "content-type": "text/xml" },
  body: `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});
const WRITES = /^iam:(Create|Delete|Put|Attach|Detach|Upload|Update|Add|Remove|Tag|Untag|Enable|Deactivate)/;

// Each stop has another cause; who only follows what is printed ends where the roster says.
withTerraform("an apply that stops in the middle", (terraform) => {
  const project = temporaryDirectory();
  let world: World;
  let gate: Gate;
  let env: NodeJS.ProcessEnv;
  let turn = 0;

  const run = (words: readonly string[]): Promise<Ran> => new RosterChild(words, project, env).ended;
  const deploy = ["deploy", "--auto-approve", "--patience", "5"];
  const change = () => {
    const [gone, name = ""] = [people[turn - 1], people[turn]];
    turn++;
    writeFileSync(join(project, "users.yaml"), rosterWith(name, gone));
    return { gone, name };
  };
  /** From the n-th writing call of terraform on. */
  const after = (writes: number, answer: Answer | "lost") => {
    let seen = 0;
    gate.refuse((call: Passing) => {
      if (call.by === "terraform" && WRITES.test(call.action)) seen++;
      return seen > writes ? answer : undefined;
    });
  };
  /** The lines of what was told, from the stop on. */
  const told = ({ err }: Ran) =>
    err
      .slice(err.search(/^The apply stopped|^Stopped/m))
      .trim()
      .split("\n");
  /** Does what the last line says, word by word. */
  const follow = async (lines: readonly string[]): Promise<Ran> => {
    const commands = [...(lines.at(-1) ?? "").matchAll(/roster ((?:deploy|adopt)[^,]*)/g)].map(
      ([, words = ""]) => words,
    );
    expect(commands.length).toBeGreaterThan(0);
    let last: Ran = { code: -1, out: "", err: "" };
    for (const words of commands) last = await run(words.trim().split(" "));
    return last;
  };
  const settled = async (name: string) => {
    expect(Object.keys(world.memory.users).sort()).toEqual([name, "operator"].sort());
    expect(await run(deploy)).toMatchObject({ code: 0, out: "users: nothing to change\n" });
  };

  beforeAll(async () => {
    world = await openWorld();
    gate = await Gate.open(world.env.AWS_ENDPOINT_URL ?? "");
    const account = await operator(world, "deploy");
    env = {
      ...e2eEnvironment(),
      ...gate.through(account),
      TERRAFORM_BINARY_NAME: quickTerraform(project, terraform.binary.path),
    };
    writeFileSync(join(project, "cdktf.json"), "{}");
    change();
    expect(await run(deploy)).toMatchObject({ code: 0 });
    // The provider would try for minutes.
    const patience = { provider: { aws: [{ max_retries: 2 }] } };
    writeFileSync(join(project, "cdktf.out", "stacks", "users", "patience_override.tf.json"), JSON.stringify(patience));
  });
  afterAll(async () => {
    await gate.close();
    await world.close();
  });

  test.each([
    ["expired credentials", 3, refusal(403, "ExpiredToken", "The security token included in the request is expired")],
    ["a lost connection", 4, "lost" as const],
    ["throttling", 5, refusal(400, "Throttling", "Rate exceeded")],
  ])("by %s", async (_why, writes, answer) => {
    const { name, gone } = change();
    after(writes, answer);
    const ran = await run(deploy);
    gate.refuse(undefined);
    const lines = told(ran);
    console.log(ran.err, JSON.stringify(lines, undefined, 1));
    expect(ran.code).toBe(1);
    expect(lines).toContainEqual(`  leaving, until it is proved that they are gone: ${gone}`);
    const last = await follow(lines);
    console.log(last.code, last.out.slice(-1500), last.err);
    expect(last.code).toBe(0);
    await settled(name);
    expect(readFileSync(join(project, "roster-audit.jsonl"), "utf8")).toContain(`"event":"removal"`);
  });
});
