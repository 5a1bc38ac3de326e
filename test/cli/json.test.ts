import { join } from "node:path";
import { hcl } from "../../src/cli/commands/hcl";
import { loadCommands } from "../../src/cli/commands/index";
import { init } from "../../src/cli/commands/init";
import { notify } from "../../src/cli/commands/notify";
import { rehearse } from "../../src/cli/commands/rehearse";
import { rotate } from "../../src/cli/commands/rotate";
import { synth } from "../../src/cli/commands/synth";
import { validate } from "../../src/cli/commands/validate";
import { verify } from "../../src/cli/commands/verify";
import { AuditLog } from "../../src/leaving/audit-log/audit-log";
import { documented, documentedKeys } from "../documented-json";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";

const person = "users:\n  alice: { type: human, owner: alice@example.com }";
const roster = `version: 1\naccount: { id: "123456789012" }\n${person}\n`;
const summary = { errors: 0, warnings: 0, users: 1, groups: 0, policies: 0, acceptedRisks: {} };
const sound = { files: ["users.yaml"], diagnostics: [], unreadable: [], summary };

test("every command has --json, and docs/json.md says what is in it", async () => {
  for (const { name, options } of await loadCommands()) {
    expect({ name, json: options.json?.type }).toEqual({ name, json: "boolean" });
    expect(documentedKeys(name)).toBeDefined();
  }
});

test("synth: one document on standard output, the talk elsewhere; with --quiet no talk", async () => {
  const folder = testdir({ "users.yaml": roster });
  const written = "cdktf.out/stacks/users/cdk.tf.json";
  const { code, out, err } = await runCommand(synth, folder, ["--json"]);
  expect([code, documented("synth", out), err]).toEqual([
    0,
    { ...sound, stacks: [{ stack: "users", file: "users.yaml", users: 1, written }] },
    `${written}\nusers.yaml: 1 user in stack users\n`,
  ]);
  expect(await runCommand(synth, folder, ["--quiet"])).toEqual({ code: 0, out: `${written}\n`, err: "" });
});

test("hcl: which files were written", async () => {
  const { code, out } = await runCommand(hcl, testdir({ "users.yaml": roster }), ["--json"]);
  expect([code, documented("hcl", out)]).toEqual([
    0,
    {
      ...sound,
      stacks: [
        {
          ...{ stack: "users", file: "users.yaml", users: 1, folder: "hcl/users", removed: [] },
          written: expect.arrayContaining(["main.tf", "user-alice.tf"]),
        },
      ],
    },
  ]);
});

test.each([synth, hcl, rehearse])(
  "fails with the findings, and with no stack, when a roster has an error",
  async (command) => {
    const folder = testdir({ "users.yaml": roster.replace("owner", "ownr") });
    const { code, out } = await runCommand(command, folder, ["--json"]);
    const checked = await runCommand(validate, folder, ["--json"]);
    expect([code, documented(command.name, out)]).toEqual([3, { ...documented("validate", checked.out), stacks: [] }]);
  },
);

test("rehearse: says why nothing was rehearsed", async () => {
  const folder = testdir({ "users.yaml": roster });
  const { code, out, err } = await runCommand(rehearse, { cwd: folder, env: { PATH: folder } }, ["--json"]);
  const why = "Neither terraform nor tofu is on the PATH; install one to validate and rehearse the stack.";
  expect([code, documented("rehearse", out)]).toEqual([
    0,
    { ...sound, stacks: [{ stack: "users", file: "users.yaml", users: 1, result: "skipped", why: [why] }] },
  ]);
  expect(err).toContain("Would be created, in cdktf.out/stacks/users/cdk.tf.json:");
});

test("init: what was written, and what is next", async () => {
  const folder = testdir({});
  const begun = await runCommand(init, folder, [
    "--yes",
    "--cdktf",
    "--account",
    "123456789012",
    "--owner",
    "alice@example.com",
    "--json",
    "new",
  ]);
  expect(documented("init", begun.out)).toMatchObject({ folder: "new", owner: "alice@example.com" });
});

test("verify --log, and notify of what could not be posted", async () => {
  const folder = testdir({
    "audit.json": JSON.stringify({
      schemaVersion: 1,
      accountId: "123456789012",
      day: "2026-11-21",
      users: 1,
      findings: [],
      couldNotLook: [],
    }),
  });
  const file = join(folder, "roster-audit.jsonl");
  AuditLog.open(file).close();
  const { code, out } = await runCommand(verify, folder, ["--log", "--json"]);
  expect([code, documented("verify", out)]).toEqual([0, { auditLog: file, entries: 0, problems: [], cutOff: false }]);
  const env = { ROSTER_WEBHOOK_URL: "http://127.0.0.1:9/services/secret" };
  const posted = await runCommand(notify, { cwd: folder, env }, ["audit.json", "--json"]);
  expect([posted.code, documented("notify", posted.out)]).toEqual([
    1,
    { to: "slack", posted: false, why: "the connection failed" },
  ]);
});

test("rotate --due: whose turn it is, by roster", async () => {
  const bot = "  bot: { type: service, owner: team, accessKeys: { a: { rotateBy: 2026-11-30 } } }";
  const folder = testdir({ "users.yaml": `${roster}${bot}\n` });
  const { code, out } = await runCommand(rotate, folder, ["--due", "--json"]);
  const due = [{ roster: "users.yaml", rotateBy: "2026-11-30", user: "bot", slot: "a", owner: "team" }];
  expect([code, documented("rotate", out)]).toEqual([0, { due }]);
  expect((await runCommand(rotate, folder, ["--due"])).out).toBe("2026-11-30  bot  a  team\n");
});
