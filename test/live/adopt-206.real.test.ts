import { readFileSync } from "node:fs";
import { join } from "node:path";
import { adopt } from "../../src/cli/commands/adopt";
import { validate } from "../../src/cli/commands/validate";
import { addAccount, createSandbox, DEFAULT_ACCOUNT_ID, sandboxEnvironment } from "../../src/sandbox/index";
import type { Account } from "../../src/sandbox/state";
import { count } from "../../src/text/count";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { CANARY } from "./account-builder";
import { justifyAll } from "./adopt-story";
import { MESSY_TODAY, messyAccount } from "./messy-account";

/** What an account holds that a roster can say, counted in the sandbox's own memory. */
function holdings(account: Account): number {
  const users = Object.values(account.users).map((user) => {
    const lists = [user.accessKeys, user.sshPublicKeys, user.signingCertificates, user.serviceSpecificCredentials];
    const held = lists.reduce((sum, list) => sum + list.length, 0) + (user.loginProfile === undefined ? 0 : 1);
    const policies = user.attachedPolicies.length + Object.keys(user.inlinePolicies).length;
    // The user, and the two resources that close its set of policies.
    return 3 + held + policies + (user.groups.length > 0 ? 1 : 0);
  });
  const devices = Object.values(account.mfaDevices).filter(
    ({ kind, user }) => kind === "virtual" && user !== undefined,
  );
  const groups = Object.values(account.groups).map(({ attachedPolicies }) => 1 + attachedPolicies.length);
  return [...users, ...groups, devices.length].reduce((sum, count) => sum + count, 0);
}

withTerraform("the 206 users are adopted", () => {
  test("one entry each, everything that they hold imported, and nothing else in the plan", async () => {
    const sandbox = createSandbox({ state: messyAccount(), clock: () => MESSY_TODAY });
    const env = { ...e2eEnvironment(), ...sandboxEnvironment(await sandbox.listen()) };
    const account = addAccount(sandbox.state, DEFAULT_ACCOUNT_ID);
    try {
      const cwd = testdir({ "cdktf.json": "{}" });
      const before = JSON.stringify(account);
      const { code, out, err } = await runCommand(adopt, { cwd, env, today: MESSY_TODAY });
      expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
      const imports = holdings(account);
      expect(out).toContain(`206 users adopted, ${count(imports, "import")}: a real plan changes nothing else.`);
      expect(out).toContain("\nowner unknown: tmp_01, tmp_02, tmp_03");
      expect(out).toContain(
        "\nby ARN: 1 customer managed policy, which another stack may own; --policies imports those that are yours",
      );
      expect(JSON.stringify(account)).toBe(before);
      const calls = sandbox.counts();
      for (const action of ["GetLoginProfile", "ListSigningCertificates", "ListMFADevices"]) {
        expect(calls[`iam:${action}`]).toBeGreaterThanOrEqual(206);
      }
      const files = ["users.yaml", "users.imports.json"].map((file) => readFileSync(join(cwd, file), "utf8"));
      expect(files.join("")).not.toContain(CANARY);
      expect((await runCommand(validate, { cwd, env, today: MESSY_TODAY }, ["users.yaml"])).code).toBe(3);
      justifyAll(cwd);
      const { code: valid, out: findings } = await runCommand(validate, { cwd, env, today: MESSY_TODAY }, [
        "users.yaml",
      ]);
      expect(findings.split("\n").filter((line) => / {2}error {2}/.test(line))).toEqual([]);
      expect(valid).toBe(0);
    } finally {
      await sandbox.close();
    }
  }, 900_000);
});
