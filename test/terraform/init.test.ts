import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBinary } from "../../src/terraform/binary";
import { mirrorConfig } from "../../src/terraform/cli-config";
import { childEnvironment } from "../../src/terraform/environment";
import { goPlatform } from "../../src/terraform/provider";
import { Workspace } from "../../src/terraform/workspace";
import { fakeTerraform, script, temporaryDirectory, writeTree } from "./fixtures";

const root = temporaryDirectory();
const AWS = "registry.terraform.io/hashicorp/aws";
const PACKAGE = `${AWS}/5.100.0/${goPlatform()}`;

const UNREACHABLE = `
Error: Failed to query available provider packages

Could not retrieve the list of available versions for provider hashicorp/aws:
could not connect to registry.terraform.io: failed to request discovery
document: Get "https://registry.terraform.io/.well-known/terraform.json":
dial tcp: lookup registry.terraform.io on 192.0.2.53:53: no such host
`;

/** Notes the configuration it was given; has the provider from there if it names a mirror, else does `otherwise`. */
const init = (otherwise: string): string =>
  fakeTerraform(`
    echo "config: \${TF_CLI_CONFIG_FILE:-none}" >> calls
    provider=.terraform/providers/${AWS}/5.100.0
    if [ -n "$TF_CLI_CONFIG_FILE" ]; then
      cat "$TF_CLI_CONFIG_FILE" >> calls
      mirror=$(sed -n 's/^ *path *= "\\(.*\\)"$/\\1/p' "$TF_CLI_CONFIG_FILE")
      mkdir -p $provider; ln -sfn "$mirror/${PACKAGE}" $provider/${goPlatform()}; exit 0
    fi
    ${otherwise}`);
const fails = (words: string): string => `cat >&2 <<'EOF'\n${words}\nEOF\nexit 1`;

let count = 0;
async function workspace(otherwise: string, env: NodeJS.ProcessEnv = {}): Promise<Workspace> {
  const directory = join(root, String(++count));
  writeTree(directory, { "bin/terraform*": init(otherwise), "home/readme": "", "work/cdk.tf.json": "{}" });
  const all = { PATH: `${directory}/bin:/usr/bin:/bin`, HOME: join(directory, "home"), ...env };
  const binary = await findBinary(all);
  if (!binary) throw new Error("the fake is not found");
  return new Workspace(join(directory, "work"), binary, { env: all });
}
const calls = (of: Workspace): string => readFileSync(join(of.directory, "calls"), "utf8");
const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("roster-terraform-"));

function mirror(name: string): string {
  return writeTree(join(root, name), { [`${PACKAGE}/terraform-provider-aws_v5.100.0_x5*`]: script("exit 0") });
}

test("a configuration file that does not exist counts as not set", () => {
  const file = join(writeTree(join(root, "config"), { "terraform.rc": "" }), "terraform.rc");
  expect(childEnvironment({ HOME: "/h", TF_CLI_CONFIG_FILE: "/does/not/exist", TERRAFORM_CONFIG: file })).toEqual({
    HOME: "/h",
    TERRAFORM_CONFIG: file,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
  });
  expect(childEnvironment({ AWS_PROFILE: "prod" }, { AWS_PROFILE: undefined, A: "1" })).not.toHaveProperty(
    "AWS_PROFILE",
  );
});

test("takes the registry where it answers", async () => {
  const answers = await workspace(
    `mkdir -p .terraform/providers/${PACKAGE}; echo x > .terraform/providers/${PACKAGE}/terraform-provider-aws`,
  );
  expect(await answers.init()).toEqual({
    source: "registry",
    where: "registry.terraform.io",
    version: "5.100.0",
    warnings: [],
  });
  expect(calls(answers)).toBe("config: none\n");
});

test("takes a mirror when the registry cannot be reached, says which, and remembers it", async () => {
  const closed = await workspace(fails(UNREACHABLE), { TF_CLI_CONFIG_FILE: "/does/not/exist" });
  const found = mirror(`${count}/home/.terraform.d/plugins/company`);
  const before = leftovers();
  const expected = { source: "mirror", where: found, version: "5.100.0", warnings: [] };
  const steps: string[] = [];
  expect(await closed.init({ onStep: (line) => steps.push(line) })).toEqual(expected);
  expect(steps).toEqual([
    `registry.terraform.io cannot be reached: looking for a mirror under ${closed.env.HOME}/.terraform.d/plugins, /opt, /usr/local/share, /usr/share`,
    `the provider comes from ${found}; ROSTER_PROVIDER_MIRROR names it without a search`,
  ]);
  const first = calls(closed);
  expect(first).toContain("config: none\nconfig: ");
  expect(first).toContain(mirrorConfig(found));

  expect(await closed.init()).toEqual(expected);
  expect(calls(closed).slice(first.length)).not.toContain("none");
  // The configuration file was outside the project, and has gone.
  expect(leftovers()).toEqual(before);
  expect(readdirSync(closed.directory).sort()).toEqual([".terraform", "calls", "cdk.tf.json"]);
});

test("does not wait for a registry that never answers when there is a mirror", async () => {
  const silent = await workspace('echo "- Finding hashicorp/aws versions matching \\">= 5.80.0\\"..."; exec sleep 60');
  const found = mirror(`${count}/home/.terraform.d/plugins`);
  expect(await silent.init()).toMatchObject({ source: "mirror", where: found });
});

test("an abort during that wait is an interruption, not a reason to go on", async () => {
  const silent = await workspace('echo "- Finding hashicorp/aws versions..."; exec sleep 60');
  mirror(`${count}/home/.terraform.d/plugins`);
  await expect(silent.init({ signal: AbortSignal.timeout(300) })).rejects.toMatchObject({ reason: "interrupted" });
});

test("ROSTER_PROVIDER_MIRROR spares the question to the registry", async () => {
  const named = mirror("named");
  const asked = await workspace(fails("Error: never called"), { ROSTER_PROVIDER_MIRROR: named });
  expect(await asked.init()).toMatchObject({ source: "mirror", where: named });
});

test("keeps out of the way of a configuration that says where providers come from", async () => {
  const theirs = mirror("theirs");
  const file = join(root, "theirs.tfrc");
  const text = `provider_installation {\n  filesystem_mirror {\n    path = "${theirs}"\n  }\n}\n`;
  writeTree(root, { "theirs.tfrc": text });
  const configured = await workspace(fails(UNREACHABLE), { TF_CLI_CONFIG_FILE: file });
  expect(await configured.init()).toEqual({
    source: "configured",
    where: join(theirs, PACKAGE),
    version: "5.100.0",
    warnings: [],
  });
  expect(calls(configured)).toBe(`config: ${file}\n${text}`);
});

test("adds the mirror to a configuration that says nothing of providers", () => {
  const kept = { files: ["a"], installation: false, text: 'credentials "app.example.com" {}' };
  expect(mirrorConfig('/mnt/a "b" ${c}', kept)).toBe(`credentials "app.example.com" {}
provider_installation {
  filesystem_mirror {
    path    = "/mnt/a \\"b\\" \\u0024{c}"
    include = ["registry.terraform.io/hashicorp/aws", "registry.opentofu.org/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws", "registry.opentofu.org/hashicorp/aws"]
  }
}
`);
  expect(mirrorConfig("/m", { ...kept, installation: true })).toMatch(/^provider_installation/);
  expect(mirrorConfig("/m", { ...kept, text: '{"credentials": {}}' })).toMatch(/^provider_installation/);
});

test("fails with terraform's own words, and tries no mirror, when it is not the network", async () => {
  const words = "Error: Invalid backend configuration argument\n\nNo such argument: bukket";
  const wrong = await workspace(fails(words));
  mirror(`${count}/home/.terraform.d/plugins`);
  await expect(wrong.init()).rejects.toMatchObject({
    reason: "exit",
    exitCode: 1,
    command: ["terraform", "init", "-input=false", "-no-color"],
    diagnostics: [
      { severity: "error", summary: "Invalid backend configuration argument", detail: "No such argument: bukket" },
    ],
  });
  expect(calls(wrong)).toBe("config: none\n");
});

test("a mirror that is gone is not remembered any more", async () => {
  const closed = await workspace(fails("Error: Failed to install provider\n\nchecksum mismatch"));
  mkdirSync(join(closed.directory, ".terraform"));
  writeTree(closed.directory, {
    ".terraform/roster-provider.json": JSON.stringify({ path: "/gone", host: "registry.terraform.io" }),
  });
  await expect(closed.init()).rejects.toThrow(
    new Error("terraform init failed with status 1: Failed to install provider: checksum mismatch"),
  );
});
