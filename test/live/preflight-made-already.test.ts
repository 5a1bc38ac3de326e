import { preflight as command } from "../../src/cli/commands/preflight";
import { preflight } from "../../src/leaving/preflight/preflight";
import type { PreflightReport } from "../../src/leaving/preflight/report";
import { noted } from "../cli/state/stored";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { makeUser, openWorld, type World } from "./people";
import { type PlanParts, planJson, planPeople, type Thing, userThing } from "./plans";
import { TODAY } from "./preflight-run";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const key = (slot: string, id?: string): Thing => ({
  type: "aws_iam_access_key",
  address: `aws_iam_access_key.bot--${slot}`,
  values: { user: "bot", ...(id === undefined ? {} : { id }) },
});
const password: Thing = {
  type: "aws_iam_user_login_profile",
  address: "aws_iam_user_login_profile.bot",
  values: { user: "bot" },
};

async function found(parts: PlanParts, interrupted: boolean): Promise<string[]> {
  const plan = planPeople(parts);
  const { findings } = await preflight(world.admin, { plan, planSha256: "ab12", interrupted });
  return findings.flatMap(({ id, message }) => (id === "credential-exists" ? [message.replace(/AKIA\w+/, "KEY")] : []));
}

test("a key that an interrupted apply may have made is found before it is made once more", async () => {
  const bot = userThing("bot", await makeUser(world, "bot"));
  const { AccessKey } = await world.admin.call("iam:CreateAccessKey", { UserName: "bot" });
  const parts = { created: [key("a")], kept: [bot] };
  expect(await found(parts, true)).toEqual([
    expect.stringMatching(
      /^bot holds access key KEY .*, which Terraform does not manage, and the plan creates one of that kind/,
    ),
  ]);
  expect(await found(parts, false)).toEqual([]);
  // One that the state knows is no reason.
  expect(await found({ created: [key("b")], kept: [bot, key("a", AccessKey?.AccessKeyId)] }, true)).toEqual([]);
});

test("a password is there once, whoever made it", async () => {
  const bot = userThing("bot", await makeUser(world, "bot"));
  await world.admin.call("iam:CreateLoginProfile", { UserName: "bot", Password: "Sandbox-only-1234!" });
  expect(await found({ created: [password], kept: [bot] }, false)).toEqual([
    expect.stringMatching(/^bot holds .*: the apply would fail with EntityAlreadyExists$/),
  ]);
  expect(await found({ created: [], kept: [bot] }, true)).toEqual([]);
});

test("somebody who is made by the plan is told as a name that is taken, not by what they hold", async () => {
  await makeUser(world, "bot");
  await world.admin.call("iam:CreateAccessKey", { UserName: "bot" });
  expect(await found({ created: [userThing("bot", ""), key("a")] }, true)).toEqual([]);
});

describe("roster preflight knows of an interruption", () => {
  const roster = `version: 1
account: { id: "123456789012" }
users:
  bot: { type: service, owner: platform-team, accessKeys: { a: {} } }
`;
  const STATE = "terraform.users.tfstate";

  async function findings(files: Readonly<Record<string, string>>): Promise<[number, string[]]> {
    const bot = userThing("bot", await makeUser(world, "bot"));
    await world.admin.call("iam:CreateAccessKey", { UserName: "bot" });
    const plan = planJson({ created: [key("a")], kept: [bot] });
    const cwd = testdir({ "cdktf.json": "{}", "users.yaml": roster, "plan.json": plan, ...files });
    const { code, out } = await runCommand(command, { cwd, env: world.env, today: TODAY }, ["plan.json", "--json"]);
    const report = JSON.parse(out) as PreflightReport;
    return [code, report.findings.flatMap(({ id }) => (id === "credential-exists" ? [id] : []))];
  }

  test("by the record beside the state", async () => {
    const record = JSON.stringify(noted({ lineage: "a1", serial: 8 }));
    expect(await findings({ [`${STATE}.pending.json`]: record })).toEqual([3, ["credential-exists"]]);
  });

  test("and asks as if there was one when the record cannot be read", async () => {
    expect(await findings({ [`${STATE}.pending.json`]: "{" })).toEqual([3, ["credential-exists"]]);
  });

  test("is no alarm without one", async () => {
    expect(await findings({})).toEqual([0, []]);
  });

  test("is no alarm by that of another account", async () => {
    const elsewhere = roster.replace("123456789012", "210987654321");
    const record = JSON.stringify(noted({ lineage: "a1", serial: 8 }));
    expect(await findings({ "users.yaml": elsewhere, [`${STATE}.pending.json`]: record })).toEqual([0, []]);
  });
});
