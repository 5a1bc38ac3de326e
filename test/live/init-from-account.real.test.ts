import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { init } from "../../src/cli/commands/init";
import { createSandbox, DEFAULT_ACCOUNT_ID, sandboxEnvironment } from "../../src/sandbox/index";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { MESSY_TODAY, messyFew } from "./messy-account";

withTerraform("roster init --from-account", () => {
  test("begins the project of the account that the credentials are of, and adopts its users", async () => {
    const sandbox = createSandbox({ state: messyFew(["pipeline-01"]) });
    try {
      const env = { ...e2eEnvironment(), ...sandboxEnvironment(await sandbox.listen()) };
      const cwd = testdir({});
      rmSync(join(cwd, "cdktf.json"));
      const words = ["--from-account", "--yes", "--owner", "alice@example.com"];
      const { code, out, err } = await runCommand(init, { cwd, env, today: MESSY_TODAY }, words);
      expect(err).toContain("written   users.yaml\n");
      expect(out).toMatch(/^1 user adopted, \d+ imports: a real plan changes nothing else\.\nWritten: users\.yaml, /);
      expect(code).toBe(0);
      const roster = readFileSync(join(cwd, "users.yaml"), "utf8");
      expect(roster).toMatch(/^# yaml-language-server: \$schema=\.\/node_modules\//);
      expect(roster).toContain(`\n  id: "${DEFAULT_ACCOUNT_ID}" #`);
      expect(roster).toContain("\n  pipeline-01:\n");
      expect(roster).not.toContain("deploy-bot");
    } finally {
      await sandbox.close();
    }
  }, 180_000);
});
