import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planOf } from "../../src/plan/read";
import { storedState } from "../../src/plan/stored-state";
import { UnreadablePlan } from "../../src/plan/unreadable-plan";
import { reviewPlan } from "../../src/review/build";
import { findBinary } from "../../src/terraform/binary";
import { findCliConfig } from "../../src/terraform/cli-config";
import { awsLock, withAwsLock } from "../../src/terraform/lock";
import { goPlatform, REGISTRY_HOST } from "../../src/terraform/provider";
import { tofuFilesIn } from "../../src/terraform/tofu-files";
import type { UiEvent } from "../../src/terraform/ui-events";
import { Workspace } from "../../src/terraform/workspace";
import { fakeTerraform, temporaryDirectory, writeTree } from "../terraform/fixtures";

/*
 * Where OpenTofu differs from Terraform for a program that calls it, one test each. What it prints is as its sources of 1.12
 * have it, since the project is not tested with the program itself.
 */

const root = temporaryDirectory();
const now = new Date("2026-11-25T12:00:00Z");
let count = 0;

/** A workspace on a tofu that says this. */
async function tofu(body: string, files: Readonly<Record<string, string>> = {}): Promise<Workspace> {
  const folder = writeTree(join(root, String(++count)), {
    "bin/tofu*": fakeTerraform(body, "OpenTofu v1.12.6"),
    "home/readme": "",
    "stack/cdk.tf.json": "{}",
    ...files,
  });
  const env = { PATH: `${folder}/bin:/usr/bin:/bin`, HOME: join(folder, "home") };
  const binary = await findBinary(env);
  if (binary === undefined) throw new Error("the fake is not found");
  return new Workspace(join(folder, "stack"), binary, { env });
}

/** What `-json` streams, a line each. */
const stream = (...events: readonly object[]) =>
  `cat <<'EOF'\n${events.map((event) => JSON.stringify(event)).join("\n")}\nEOF\n`;
const version = { "@level": "info", "@message": "OpenTofu 1.12.6", type: "version", tofu: "1.12.6", ui: "1.2" };
const summary = (operation: string, changes: object, message: string) => ({
  ...{ "@level": "info", "@message": message, type: "change_summary" },
  changes: { add: 0, change: 0, import: 0, remove: 0, forget: 0, operation, ...changes },
});
const leftBehind = {
  ...{ "@level": "error", type: "diagnostic" },
  diagnostic: {
    severity: "error",
    summary: "Destroy was successful but left behind forgotten instances",
    detail:
      "As requested, OpenTofu has not deleted some remote objects that are no longer managed by this configuration.",
  },
};
const forgotten = [version, summary("destroy", { remove: 2, forget: 1 }, "Destroy complete!"), leftBehind];

const alice = {
  address: "aws_iam_user.alice",
  mode: "managed",
  type: "aws_iam_user",
  name: "alice",
  provider_name: "registry.opentofu.org/hashicorp/aws",
};
/** What `tofu show -json` says of a plan: neither applyable nor complete is in it. */
const plan = (actions: readonly string[], more: object = {}) =>
  planOf({
    ...{ format_version: "1.2", terraform_version: "1.12.6", errored: false },
    resource_changes: [{ ...alice, change: { actions, before: { name: "alice" }, after: null }, ...more }],
  });

test("1. it calls itself OpenTofu, and the first line of its stream has the key tofu", async () => {
  const workspace = await tofu(stream(version, summary("plan", {}, "No changes.")));
  expect([workspace.binary.product, workspace.binary.version]).toEqual(["tofu", "1.12.6"]);
  const events: UiEvent[] = [];
  expect((await workspace.plan({ onEvent: (event) => events.push(event) })).changes).toBe(false);
  expect(events.map(({ type }) => type)).toEqual(["change_summary"]);
});

test("2. its summary goes on after the destroyed: what is forgotten is counted from the JSON, never read from the words", async () => {
  const words = "Plan: 0 to add, 0 to change, 0 to destroy, 1 to forget.";
  const workspace = await tofu(stream(version, summary("plan", { forget: 1 }, words)));
  expect(await workspace.plan()).toMatchObject({ changes: true, summary: { remove: 0, forget: 1 } });
});

describe("3. a destroy that leaves something behind, as it was told to, ends with an error", () => {
  test("it is done, and what is left behind is a warning", async () => {
    const workspace = await tofu(`${stream(...forgotten)}exit 1`);
    const { changes, diagnostics } = await workspace.apply({ autoApprove: true, destroy: true });
    expect(changes).toBe(true);
    expect(diagnostics.map(({ severity, summary }) => `${severity}: ${summary}`)).toEqual([
      "warning: Destroy was successful but left behind forgotten instances",
    ]);
  });

  test("fails when anything else went wrong with it", async () => {
    const unsaved = { severity: "error", summary: "Failed to save state", detail: "disk full" };
    const workspace = await tofu(`${stream(...forgotten, { type: "diagnostic", diagnostic: unsaved })}exit 1`);
    await expect(workspace.apply({ autoApprove: true, destroy: true })).rejects.toMatchObject({
      reason: "exit",
      diagnostics: [{ severity: "error", summary: leftBehind.diagnostic.summary }, unsaved],
    });
  });

  test("a leaver who is only forgotten closes the gate long before", () => {
    const { gate } = reviewPlan(plan(["forget"]), { now });
    expect(gate.closedBy).toContain("leaver-forgotten");
  });
});

test("4. its plans have no applyable and no complete: only a clear no counts", () => {
  const { applyable, complete, deferred } = plan(["delete"]);
  expect({ applyable, complete, deferred }).toEqual({ applyable: true, complete: true, deferred: 0 });
});

describe("5. the bytes of a state or a plan are its own affair", () => {
  const whole = { version: 4, terraform_version: "1.12.6", serial: 7, lineage: "a1", outputs: {}, resources: [] };

  test("an indented state is the same state", () => {
    expect(storedState(JSON.stringify(whole, undefined, 2))).toEqual(storedState(JSON.stringify(whole)));
    expect(storedState(JSON.stringify(whole))).toMatchObject({ kind: "whole", version: { lineage: "a1", serial: 7 } });
  });

  test("an encrypted state is not a damaged one", () => {
    const { lineage, serial } = whole;
    const encrypted = JSON.stringify({ serial, lineage, meta: {}, encrypted_data: "x", encryption_version: "v0" });
    expect(storedState(encrypted)).toEqual({ kind: "encrypted", version: { lineage, serial } });
  });

  test("fails when an encrypted plan is to be read, and says who can", () => {
    const why = "this is encrypted by OpenTofu; run where its key is configured: tofu show -json PLAN > plan.json";
    expect(() => planOf({ meta: {}, encrypted_data: "x", encryption_version: "v0" })).toThrow(new UnreadablePlan(why));
  });

  test("our own commands ask tofu, which has the key", async () => {
    const shown = JSON.stringify({ format_version: "1.2", terraform_version: "1.12.6", resource_changes: [] });
    const workspace = await tofu(`echo "$*" >> asked; echo '${shown}'`);
    expect((await workspace.show("roster.tfplan")).changes).toEqual([]);
    expect(readFileSync(join(workspace.directory, "asked"), "utf8")).toBe(
      `show -json -no-color ${join(workspace.directory, "roster.tfplan")}\n`,
    );
  });
});

describe("6. hashicorp/aws is that of registry.opentofu.org, and a plan may name either host", () => {
  test("an installed provider is looked for under its own host", async () => {
    const place = `.terraform/providers/registry.opentofu.org/hashicorp/aws/6.66.0/${goPlatform()}`;
    const workspace = await tofu(`mkdir -p ${place}; echo x > ${place}/terraform-provider-aws`);
    expect(await workspace.init()).toMatchObject({
      source: "registry",
      where: "registry.opentofu.org",
      version: "6.66.0",
    });
  });

  test.each(["registry.opentofu.org", "registry.terraform.io"])(
    "a plan with the provider of %s is read alike",
    (host) => {
      const made = plan(["delete"], { provider_name: `${host}/hashicorp/aws` });
      const { people, gate } = reviewPlan(made, { now });
      expect(people.map(({ name, change }) => `${name}: ${change}`)).toEqual(["alice: leaves"]);
      expect(gate.changes).toBe(true);
    },
  );
});

test("7. it makes a lock of Terraform its own, without checksums: it is given its own part of the lock only", () => {
  const block = (host: string, hash: string) =>
    `provider "${host}/hashicorp/aws" {\n  version = "6.66.0"\n  hashes = [\n    "${hash}",\n  ]\n}\n`;
  const lock = ["registry.opentofu.org", "registry.terraform.io"].map((host) => block(host, `h1:${host}`)).join("\n");
  const own = awsLock(lock, [REGISTRY_HOST.tofu]);
  expect(own).toContain("h1:registry.opentofu.org");
  expect(own).not.toContain("registry.terraform.io");
  // What it pins anew takes nothing away from Terraform.
  expect(withAwsLock(lock, block("registry.opentofu.org", "h1:new"), REGISTRY_HOST.tofu)).toContain(
    "h1:registry.terraform.io",
  );
});

test("8. it reads .tofu files, and instead of the .tf files of their names: a stack's folder with one is refused", () => {
  const folder = writeTree(join(root, String(++count)), {
    "cdk.tf.json": "",
    "cdk.tofu.json": "",
    "a.b.tofu": "",
    ".c.tofu": "",
  });
  expect(tofuFilesIn(folder)).toEqual([
    { name: "a.b.tofu", hides: "a.b.tf" },
    { name: "cdk.tofu.json", hides: "cdk.tf.json" },
  ]);
});

test("9. required_version is compared with its own number: what we write is met by each of its versions", () => {
  const golden = readFileSync(join(__dirname, "..", "constructs", "users.golden.json"), "utf8");
  expect(JSON.parse(golden).terraform.required_version).toBe(">= 1.5");
});

describe("10. its settings are in files of its own, and else in Terraform's", () => {
  const found = (files: Readonly<Record<string, string>>, platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}) => {
    const home = writeTree(join(root, String(++count)), { readme: "", ...files });
    const all = { HOME: home, APPDATA: home, XDG_CONFIG_HOME: join(home, ".config"), ...env };
    return findCliConfig(all, "tofu", platform).files.map((file) => file.slice(home.length + 1));
  };

  test.each<[NodeJS.Platform, string[], string]>([
    ["linux", [".tofurc", ".config/opentofu/tofurc", ".terraformrc"], ".tofurc"],
    ["linux", [".config/opentofu/tofurc", ".terraformrc"], ".config/opentofu/tofurc"],
    ["linux", [".terraformrc"], ".terraformrc"],
    ["win32", ["tofu.rc", "terraform.rc"], "tofu.rc"],
    ["win32", ["terraform.rc"], "terraform.rc"],
  ])("on %s, of %j it reads one", (platform, files, read) => {
    expect(found(Object.fromEntries(files.map((name) => [name, ""])), platform)).toEqual([read]);
  });
});

test.each(["delete_because_enabled_false", "forgot_because_lifecycle_destroy_in_config"])(
  "11. a reason that Terraform does not have is no reason to fail, and tells the engine: %s",
  (action_reason) => {
    const made = plan(["delete"], { action_reason, provider_name: "registry.terraform.io/hashicorp/aws" });
    expect([made.engine, made.changes[0]?.reason]).toEqual(["OpenTofu", action_reason]);
  },
);

test("12. no command has a flag that only one of the two knows", async () => {
  const answer = JSON.stringify({ valid: true, diagnostics: [], format_version: "1.2", resource_changes: [] });
  const state = JSON.stringify({ version: 4, serial: 1, lineage: "a", resources: [] });
  const workspace = await tofu(
    `echo "$*" >> asked; case "$1" in state) echo '${state}';; plan|apply) ${stream(version).replace("cat", ": ; cat")};; *) echo '${answer}';; esac`,
  );
  const change = {
    refreshOnly: true,
    refresh: false,
    destroy: true,
    targets: ["a.b"],
    parallelism: 1,
    lockTimeoutSeconds: 1,
  };
  await workspace.init({ backend: false, upgrade: true, reconfigure: true });
  await workspace.init({ locked: true });
  await workspace.validate();
  await workspace.plan({ ...change, out: "p" });
  await workspace.apply({ ...change, autoApprove: true });
  await workspace.apply({ planFile: "p" });
  await workspace.show("p");
  await workspace.state();
  await workspace.pullState();
  await workspace.pushState("s", { lockTimeoutSeconds: 1 });
  await workspace.untaint("a.b");
  const asked = readFileSync(join(workspace.directory, "asked"), "utf8").match(/(?<= )-[a-z-]+/g);
  expect([...new Set(asked)].sort()).toEqual([
    // `terraform CMD -help` and `tofu CMD -help` both have each of them, in every version from 1.5 (Terraform) and 1.6 (OpenTofu) on.
    ...[
      "-auto-approve",
      "-backend",
      "-destroy",
      "-detailed-exitcode",
      "-input",
      "-json",
      "-lock-timeout",
      "-lockfile",
      "-no-color",
    ],
    ...["-out", "-parallelism", "-reconfigure", "-refresh", "-refresh-only", "-target", "-upgrade"],
  ]);
});
