import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deploy } from "../../src/cli/commands/deploy";
import { rehearse } from "../../src/cli/commands/rehearse";
import { synth } from "../../src/cli/commands/synth";
import { initPinned } from "../../src/cli/provider-lock";
import { findBinary } from "../../src/terraform/binary";
import { Workspace } from "../../src/terraform/workspace";
import { runCommand } from "../terminal";
import { fakeTerraform, writeTree } from "../terraform/fixtures";
import { testdir } from "../testdir";

const LOCK = ".terraform.lock.hcl";
const HEAD =
  '# This file is maintained automatically by "terraform init".\n# Manual edits may be lost in future updates.\n';
const block = (host: string, name: string) => `\nprovider "${host}/hashicorp/${name}" {\n  version = "6.27.0"\n}\n`;
const ofTerraform = block("registry.terraform.io", "aws");
const ofTofu = block("registry.opentofu.org", "aws");
const ofRandom = block("registry.terraform.io", "random");
const users = `version: 1
account: { id: "123456789012" }
users:
  alice: { type: human, owner: alice@example.com }
`;

/** A project, and a workspace in it on a program that writes down how it was called. */
async function project(files: Readonly<Record<string, string>>, version = "Terraform v1.14.5") {
  const folder = testdir({ "users.yaml": users, ...files });
  writeTree(folder, {
    "bin/terraform*": fakeTerraform('echo "$*" >> asked', version),
    "home/readme": "",
    "stack/cdk.tf.json": "{}",
  });
  const env = { PATH: `${join(folder, "bin")}:/usr/bin:/bin`, HOME: join(folder, "home") };
  const binary = await findBinary(env);
  if (binary === undefined) throw new Error("the fake is not found");
  const workspace = new Workspace(join(folder, "stack"), binary, { env });
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return { folder, workspace, read };
}

test.each([
  ["Terraform v1.14.5", ofTerraform],
  ["OpenTofu v1.12.6", ofTofu],
])("%s takes what the project pins for it, and nothing else", async (version, own) => {
  const { folder, workspace, read } = await project({ [LOCK]: `${HEAD}${ofTofu}${ofTerraform}${ofRandom}` }, version);
  expect((await initPinned(workspace, folder)).pinned).toBe(true);
  expect(read("stack/asked")).toBe("init -input=false -no-color -lockfile=readonly\n");
  expect(read(join("stack", LOCK))).toBe(`${HEAD}${own}`);
});

test.each([
  ["nothing is pinned", {}],
  ["only the provider of OpenTofu is pinned", { [LOCK]: `${HEAD}${ofTofu}` }],
  ["only another provider is pinned", { [LOCK]: `${HEAD}${ofRandom}` }],
])("where %s, terraform chooses, and its own lock of an earlier init stays", async (_where, files) => {
  const { folder, workspace, read } = await project({ ...files, [`stack/${LOCK}`]: "earlier" });
  expect((await initPinned(workspace, folder)).pinned).toBe(false);
  expect(read("stack/asked")).toBe("init -input=false -no-color\n");
  expect(read(join("stack", LOCK))).toBe("earlier");
});

test("fails where the lock cannot be read, and terraform is not started", async () => {
  const { folder, workspace } = await project({ [LOCK]: "<<<<<<< main\n" });
  await expect(initPinned(workspace, folder)).rejects.toThrow(
    new Error(
      `${join(folder, LOCK)} cannot be read: line 1 is not as terraform init writes it; restore it from git, or remove it and pin the provider again: roster rehearse --update-lock`,
    ),
  );
  expect(existsSync(join(folder, "stack", "asked"))).toBe(false);
});

test.each<[string, (file: string) => void, string]>([
  ["is a folder", (file) => mkdirSync(file), "is a folder"],
  ["is a link that leads nowhere", (file) => symlinkSync("gone", file), "no such file"],
  [
    "is too large",
    (file) => writeFileSync(file, "#".repeat(2_000_000)),
    "has 2 MiB, more than the 1 MiB that a lock file may have",
  ],
])("fails where the lock %s", async (_what, make, why) => {
  const { folder, workspace } = await project({});
  make(join(folder, LOCK));
  await expect(initPinned(workspace, folder)).rejects.toThrow(
    new Error(
      `${join(folder, LOCK)} ${why}; restore it from git, or remove it and pin the provider again: roster rehearse --update-lock`,
    ),
  );
});

test.each<[string, Readonly<Record<string, string>>, string, string[]]>([
  ["what is pinned and does not say so", { [LOCK]: `${HEAD}${ofTerraform}` }, " -lockfile=readonly", []],
  [
    "any provider where none is pinned, and says how to pin one",
    {},
    "",
    ["hashicorp/aws ? is not pinned: roster rehearse --update-lock pins it in .terraform.lock.hcl; commit that file"],
  ],
])("deploy takes %s", async (_what, files, flag, told) => {
  const { folder, workspace, read } = await project(files);
  writeTree(folder, { "bin/terraform*": fakeTerraform('echo "$*" >> asked; [ "$1" = init ]', "Terraform v1.14.5") });
  const context = { cwd: folder, env: workspace.env };
  const errors: string[] = [];
  await runCommand(deploy, { ...context, onErr: (text) => errors.push(text) }, ["--auto-approve"]).catch(
    () => undefined,
  );
  expect(read("cdktf.out/stacks/users/asked").split("\n")[0]).toBe(`init -input=false -no-color${flag}`);
  expect(errors.join("").match(/^.*pinned.*$/gm) ?? []).toEqual(told);
});

test.each([
  [["--provider-version", "6.27.0"], "--provider-version is the version to pin: give it with --update-lock"],
  [
    ["--update-lock", "--provider-version", "7.0.0"],
    "--provider-version 7.0.0: a released version is expected, >= 5.80.0, < 7.0.0",
  ],
  [
    ["--update-lock", "--provider-version", "latest"],
    "--provider-version latest: a released version is expected, >= 5.80.0, < 7.0.0",
  ],
])("fails on %j before anything is written", async (words, why) => {
  const { folder } = await project({});
  await expect(runCommand(rehearse, folder, words)).rejects.toThrow(new Error(why));
  expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
});

test("synth puts it beside the stack, for whoever runs terraform or tofu there", async () => {
  const { folder, read } = await project({ [LOCK]: `${HEAD}${ofTerraform}${ofTofu}${ofRandom}` });
  expect((await runCommand(synth, folder)).code).toBe(0);
  expect(read(join("cdktf.out/stacks/users", LOCK))).toBe(`${HEAD}${ofTerraform}${ofTofu}`);
});

test("without one, synth leaves the lock that is there, or none", async () => {
  const { folder, read } = await project({});
  await runCommand(synth, folder);
  const made = join("cdktf.out/stacks/users", LOCK);
  expect(existsSync(join(folder, made))).toBe(false);
  writeFileSync(join(folder, made), "earlier");
  await runCommand(synth, folder);
  expect(read(made)).toBe("earlier");
});
