import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adopt } from "../../src/cli/commands/adopt";
import { deploy } from "../../src/cli/commands/deploy";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { rosterOf } from "../e2e/rosters";
import { runCommand } from "../terminal";
import { temporaryDirectory } from "../terraform/fixtures";
import { quickTerraform } from "./deploy-child";
import { openWorld, operator, type World } from "./people";

jest.setTimeout(600_000);

const STATE = "terraform.users.tfstate";
const person = (name: string) => `  ${name}: { type: service, owner: platform-team }`;

withTerraform("a state says whose it is", (terraform) => {
  const cwd = temporaryDirectory();
  let world: World;
  let env: NodeJS.ProcessEnv;

  const here = (name: string) => join(cwd, name);
  const state = () => JSON.parse(readFileSync(here(STATE), "utf8"));
  const run = (...words: string[]) =>
    runCommand(deploy, { cwd, env, today: new Date() }, ["--auto-approve", "--patience", "5", ...words]);

  beforeAll(async () => {
    world = await openWorld();
    const account = await operator(world, "deploy");
    env = {
      ...e2eEnvironment(),
      ...account,
      TERRAFORM_BINARY_NAME: quickTerraform(cwd, terraform.binary.path),
    };
    writeFileSync(here("cdktf.json"), JSON.stringify({ projectId: "acme" }));
    writeFileSync(here("users.yaml"), rosterOf(person("alice"), { more: "stack: users" }));
  });
  afterAll(() => world.close());

  test("from the first apply on, and with an upgrade nobody is asked", async () => {
    expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining("users: applied\n") });
    const identity = { account: "123456789012", file: "users.yaml", project: "acme", stack: "users" };
    expect(state().outputs.roster.value).toEqual(identity);
    // As an older version left it.
    const { outputs: _, ...before } = state();
    writeFileSync(here(STATE), JSON.stringify({ ...before, serial: before.serial + 1, outputs: {} }));
    expect(await run()).toMatchObject({ code: 0, out: "users: nothing to change\n" });
    expect(state().outputs.roster.value).toEqual(identity);
  });

  test("deploy and adopt refuse the state of another roster, and take it on purpose after a rename", async () => {
    renameSync(here("users.yaml"), here("people.yaml"));
    writeFileSync(here("cdktf.json"), JSON.stringify({ projectId: "acme", context: { rosters: ["people.yaml"] } }));
    writeFileSync(here("people.yaml"), rosterOf(person("bob"), { more: "stack: users" }));
    const before = readFileSync(here(STATE), "utf8");
    const words =
      "the state of the stack users is that of another roster: users.yaml, stack users, account 123456789012, project acme. Nothing was planned, nothing was changed.";
    const refused = await run();
    expect([refused.code, refused.out]).toEqual([3, ""]);
    expect(refused.err).toContain(`roster: ${words}`);
    const [, command = ""] = /renamed or moved: roster deploy (.*)\n/.exec(refused.err) ?? [];
    expect(command).toBe("--take-state-of users.yaml");
    expect(await runCommand(adopt, { cwd, env, today: new Date() })).toMatchObject({
      code: 3,
      err: expect.stringContaining(`roster: ${words}`),
    });
    expect([readFileSync(here(STATE), "utf8"), Object.keys(world.memory.users)]).toEqual([
      before,
      ["operator", "alice"],
    ]);

    writeFileSync(here("people.yaml"), rosterOf(person("alice"), { more: "stack: users" }));
    expect(await run(...command.split(" "))).toMatchObject({ code: 0, out: "users: nothing to change\n" });
    expect(state().outputs.roster.value).toMatchObject({ file: "people.yaml" });
    expect(await run()).toMatchObject({ code: 0, out: "users: nothing to change\n" });
  });
});
