import { cpSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { deploy } from "../../src/cli/commands/deploy";
import { createSandbox, SANDBOX_UNSET, sandboxEnvironment } from "../../src/sandbox/index";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { root, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { quickTerraform } from "./deploy-child";

jest.setTimeout(300_000);

withTerraform("the sample", (terraform) => {
  test("deploys to an empty sandbox as it stands, with a state for its owner alone, and says what to hand over", async () => {
    const cwd = testdir({});
    for (const each of ["users.yaml", "keys"]) cpSync(join(root, each), join(cwd, each), { recursive: true });
    const [, day] = /^# As of (\S+):/m.exec(readFileSync(join(cwd, "users.yaml"), "utf8")) ?? [];
    const sandbox = createSandbox();
    try {
      const unset = Object.fromEntries(SANDBOX_UNSET.map((name) => [name, undefined]));
      const env = {
        ...{ ...e2eEnvironment(), ...unset, ...sandboxEnvironment(await sandbox.listen()) },
        TERRAFORM_BINARY_NAME: quickTerraform(cwd, terraform.binary.path),
      };
      const { code, out } = await runCommand(deploy, { cwd, env, today: new Date(`${day}T12:00:00Z`) }, [
        "--auto-approve",
      ]);
      expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining("users: applied\n") });
      expect(out).toContain("  backup-bot (platform-team)\n    access key in aws_iam_access_key.backup-bot--a:\n");
      expect(statSync(join(cwd, "terraform.users.tfstate")).mode & 0o777).toBe(0o600);
    } finally {
      await sandbox.close();
    }
  });
});
