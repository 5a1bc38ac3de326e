import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "../../cli/command";
import { adopt } from "../../cli/commands/adopt";
import { audit } from "../../cli/commands/audit";
import { doctor } from "../../cli/commands/doctor";
import { type AskingCommand, leastPolicy, neededActions } from "../../live/audit/permissions";
import { addAccount, createSandbox, DEFAULT_ACCOUNT_ID, type Sandbox, sandboxEnvironment } from "../../sandbox/server";
import { table } from "../../sandbox/state";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { testdir } from "../testdir";
import { runLive } from "./audit-run";
import { messyFew } from "./messy-account";

const ACCOUNT = DEFAULT_ACCOUNT_ID;
const OPERATOR = "AKIAOPERATOR00000000";

/** Users who hold every kind of credential, and an operator whose only policy is that of the command. */
async function world(command: AskingCommand, names: string[]): Promise<{ sandbox: Sandbox; env: NodeJS.ProcessEnv }> {
  const state = messyFew(names);
  const account = addAccount(state, ACCOUNT);
  account.users.operator = {
    ...{
      userName: "operator",
      userId: "AIDAOPERATOR000000000",
      path: "/",
      createDate: "2026-01-01T00:00:00Z",
      tags: [],
    },
    ...{ groups: [], attachedPolicies: [], inlinePolicies: table<string>(), sshPublicKeys: [] },
    ...{ signingCertificates: [], serviceSpecificCredentials: [] },
    accessKeys: [{ accessKeyId: OPERATOR, status: "Active", createDate: "2026-01-01T00:00:00Z" }],
  };
  account.users.operator.inlinePolicies.least = JSON.stringify(leastPolicy(command, ACCOUNT));
  const sandbox = createSandbox({ state });
  const env = { ...e2eEnvironment(), ...sandboxEnvironment(await sandbox.listen()), AWS_ACCESS_KEY_ID: OPERATOR };
  return { sandbox, env };
}

async function calledBy(command: Command, name: AskingCommand, cwd: string, names: string[], users: string[] = []) {
  const { sandbox, env } = await world(name, names);
  try {
    const ran = await runLive(command, cwd, env, {}, users);
    const called = Object.keys(sandbox.counts()).filter((action) => action !== "sts:GetCallerIdentity");
    return { ...ran, called };
  } finally {
    await sandbox.close();
  }
}

test.each(["audit", "adopt", "doctor"] as const)("docs/%s.md shows the policy that the test runs with", (command) => {
  const page = readFileSync(join(__dirname, "..", "..", "docs", `${command}.md`), "utf8");
  const policy = JSON.stringify(leastPolicy(command, "111122223333"), undefined, 2);
  expect(page).toContain(`<!-- policy: ${command} -->\n\`\`\`json\n${policy}\n\`\`\`\n`);
});

test("audit runs with exactly its policy, and calls all that it lists", async () => {
  const { out, called } = await calledBy(audit, "audit", testdir({}), ["pipeline-10"]);
  expect(out).not.toContain("Could not look");
  expect(called).toEqual(neededActions("audit"));
});

test("doctor runs with exactly its policy, and calls all that it lists", async () => {
  const role = `arn:aws:iam::${ACCOUNT}:role/nowhere`;
  const cwd = testdir({
    "users.yaml": `version: 1\naccount: { id: "${ACCOUNT}", assumeRole: { roleArn: "${role}" } }\nusers: {}\n`,
  });
  const { out, called } = await calledBy(doctor, "doctor", cwd, []);
  expect(out).not.toContain("could not look  whether");
  expect(called).toEqual(neededActions("doctor"));
});

withTerraform("with real terraform", () => {
  test("adopt runs with exactly its policy, the plan included, and calls all that it lists", async () => {
    const users = ["console-04", "pipeline-02", "pipeline-07", "pipeline-10"];
    const cwd = testdir({ "cdktf.json": "{}" });
    const { code, err, called } = await calledBy(adopt, "adopt", cwd, users);
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    expect(called).toEqual(neededActions("adopt"));
  }, 400_000);
});
