import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { addAccount, createSandbox, sandboxEnvironment } from "../../src/sandbox/index";
import { mirrorConfig } from "../../src/terraform/cli-config";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { root, runBuilt } from "../terminal";
import { testdir } from "../testdir";

withTerraform("cdktf deploy", ({ binary, provider }) => {
  test("creates the users of what init --cdktf began, and removes one whose entry is deleted", async () => {
    const folder = testdir({});
    rmSync(join(folder, "cdktf.json"));
    const words = ["init", "--yes", "--cdktf", "--account", "123456789012", "--owner", "alice@example.com"];
    expect((await runBuilt(words, folder)).code).toBe(0);
    // What npm install makes of package.json.
    mkdirSync(join(folder, "node_modules", ".bin"), { recursive: true });
    const roster = `#!/bin/sh\nexec node ${join(root, "dist", "src", "cli", "index.js")} "$@"\n`;
    writeFileSync(join(folder, "node_modules", ".bin", "roster"), roster, { mode: 0o755 });
    const sandbox = createSandbox();
    const env = {
      ...e2eEnvironment(),
      ...sandboxEnvironment(await sandbox.listen()),
      ...{ CHECKPOINT_DISABLE: "1", CI: "1", TERRAFORM_BINARY_NAME: binary.path },
      ...(provider.source === "mirror" ? { TF_CLI_CONFIG_FILE: join(folder, "mirror.tfrc") } : {}),
    };
    if (provider.source === "mirror") writeFileSync(join(folder, "mirror.tfrc"), mirrorConfig(provider.where));
    const deploy = () =>
      promisify(execFile)(
        join(root, "node_modules", ".bin", "cdktf"),
        ["deploy", "--skip-provider-lock", "--auto-approve"],
        { cwd: folder, env },
      );
    const { users } = addAccount(sandbox.state, "123456789012");
    try {
      await deploy();
      expect(Object.keys(users).sort()).toEqual(["alice", "deploy-bot", "emergency"]);
      const file = join(folder, "users.yaml");
      const yaml = readFileSync(file, "utf8");
      writeFileSync(file, yaml.replace(/^ {2}deploy-bot:\n(?: {4}.*\n)+/m, ""));
      await deploy();
      expect(Object.keys(users).sort()).toEqual(["alice", "emergency"]);
    } finally {
      await sandbox.close();
    }
  }, 180_000);
});
