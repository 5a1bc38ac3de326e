import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createSandbox, SANDBOX_UNSET, sandboxEnvironment } from "../../src/sandbox/index";
import { mirrorConfig } from "../../src/terraform/cli-config";
import { e2eEnvironment, type Terraform, withTerraform } from "./harness";
import { rosterOf } from "./rosters";

jest.setTimeout(400_000);

const root = resolve(__dirname, "..", "..");
const entry = (name: string) =>
  `  ${name}: { type: human, owner: ${name}@example.com, loginProfile: {}, mfaDevices: { phone: {} } }`;

interface Ran {
  readonly code: number;
  readonly said: string;
}

/** The cdktf of this checkout, as docs/rehearsal.md calls it. */
function cdktf(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(root, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf.js"), ...args],
      { cwd, env, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) =>
        done({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, said: out + err }),
    );
  });
}

/** Where terraform finds its provider by itself nothing is needed; else the CLI configuration of docs/closed-network.md. */
function providerSettings({ provider }: Terraform, folder: string): NodeJS.ProcessEnv {
  if (provider.source !== "mirror") return {};
  const file = join(folder, "mirror.tfrc");
  writeFileSync(file, mirrorConfig(provider.where));
  return { TF_CLI_CONFIG_FILE: file };
}

withTerraform("cdktf deploy --skip-provider-lock --auto-approve", (terraform) => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-cdktf-"));
  const sandbox = createSandbox();
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  // Sorted: terraform creates side by side, so the order of creation is nobody's promise.
  const names = () => Object.keys(sandbox.state.accounts["123456789012"]?.users ?? {}).sort();
  const devices = () => Object.keys(sandbox.state.accounts["123456789012"]?.mfaDevices ?? {});

  test("deploys to a running sandbox; the entry is deleted and deployed again, and nothing is left", async () => {
    const app = `${JSON.stringify(process.execPath).slice(1, -1)} ${join(root, "dist", "main.js")}`;
    writeFileSync(
      join(folder, "cdktf.json"),
      JSON.stringify({ language: "typescript", app, output: "cdktf.out", projectId: "e2e", sendCrashReports: "false" }),
    );
    writeFileSync(join(folder, "users.yaml"), rosterOf([entry("alice"), entry("bob")].join("\n")));
    const url = await sandbox.listen();
    const env: NodeJS.ProcessEnv = {
      ...Object.fromEntries(Object.entries(e2eEnvironment()).filter(([name]) => !SANDBOX_UNSET.includes(name))),
      ...sandboxEnvironment(url),
      ...providerSettings(terraform, folder),
      TERRAFORM_BINARY_NAME: terraform.binary.path,
      CHECKPOINT_DISABLE: "1",
      CI: "1",
    };
    const deploy = ["deploy", "--skip-provider-lock", "--auto-approve"];

    const joined = await cdktf(deploy, folder, env);
    expect(joined.said).toMatch(/10 added, 0 changed, 0 destroyed/);
    expect(joined.code).toBe(0);
    expect(names()).toEqual(["alice", "bob"]);
    expect(devices()).toHaveLength(2);
    expect(existsSync(join(folder, "terraform.users.tfstate"))).toBe(true);

    writeFileSync(join(folder, "users.yaml"), rosterOf(entry("bob")));
    const left = await cdktf(deploy, folder, env);
    expect(left.said).toMatch(/0 added, 0 changed, 5 destroyed/);
    expect(left.code).toBe(0);
    expect(names()).toEqual(["bob"]);
    expect(devices()).toEqual(["arn:aws:iam::123456789012:mfa/bob-phone"]);
  });
});
