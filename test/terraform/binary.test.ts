import { join } from "node:path";
import { findBinary } from "../../src/terraform/binary";
import { fakeTerraform, script, temporaryDirectory, writeTree } from "./fixtures";

const root = temporaryDirectory();
const bin = (name: string, files: Record<string, string>): string => writeTree(join(root, name), files);
// Scripts need sh, and what it calls.
const path = (...folders: string[]): NodeJS.ProcessEnv => ({ PATH: [...folders, "/usr/bin", "/bin"].join(":") });

const both = bin("both", { "tofu*": fakeTerraform("", "OpenTofu v1.9.1"), "terraform*": fakeTerraform() });
const tofu = bin("tofu-only", { "tofu*": fakeTerraform("", "OpenTofu v1.10.0-beta1") });

async function failure(env: NodeJS.ProcessEnv, answerMs?: number): Promise<{ reason: string; message: string }> {
  const error: unknown = await findBinary(env, answerMs).catch((thrown: unknown) => thrown);
  const { reason, message } = error as { reason: string; message: string };
  return { reason, message };
}

test("prefers terraform to tofu", async () => {
  expect(await findBinary(path(both))).toEqual({
    path: join(both, "terraform"),
    product: "terraform",
    version: "1.11.4",
  });
});

test("takes tofu where there is no terraform", async () => {
  expect(await findBinary({ PATH: `${tofu}` })).toEqual({
    path: join(tofu, "tofu"),
    product: "tofu",
    version: "1.10.0-beta1",
  });
});

test("TERRAFORM_BINARY_NAME goes before everything, as a name and as a path", async () => {
  const expected = { path: join(both, "tofu"), product: "tofu", version: "1.9.1" };
  expect(await findBinary({ ...path(both), TERRAFORM_BINARY_NAME: "tofu" })).toEqual(expected);
  expect(await findBinary({ ...path(), TERRAFORM_BINARY_NAME: join(both, "tofu") })).toEqual(expected);
});

test("finds nothing where there is nothing, and takes no directory and no plain file for a program", async () => {
  const decoys = bin("decoys", { "terraform/readme": "a directory", tofu: "not executable" });
  expect(await findBinary({ PATH: decoys })).toBeUndefined();
  expect(await findBinary({})).toBeUndefined();
});

test("fails when TERRAFORM_BINARY_NAME names nothing", async () => {
  expect(await failure({ ...path(both), TERRAFORM_BINARY_NAME: "terraform-next" })).toEqual({
    reason: "binary",
    message:
      "TERRAFORM_BINARY_NAME is terraform-next, but there is no such program. Name one on the PATH, or a path, or unset it.",
  });
});

test.each([
  ["ends with an error", script("echo 'Error: no such image' >&2; exit 3"), '"version" ended with 3 (no such image)'],
  ["is something else", script("echo terraform-docs 0.19"), 'it does not answer "version" as Terraform or OpenTofu do'],
  ["hangs", script("exec sleep 60"), 'it has not answered "version" within 0.3 s'],
])("fails when the binary %s, and does not go on to tofu", async (name, content, why) => {
  const folder = bin(`broken ${name}`, { "terraform*": content, "tofu*": fakeTerraform("", "OpenTofu v1.9.1") });
  expect(await failure(path(folder), 300)).toEqual({
    reason: "binary",
    message: `${join(folder, "terraform")} is broken: ${why}. Install it again, or name another with TERRAFORM_BINARY_NAME.`,
  });
});

test("fails when the binary is for another machine", async () => {
  const folder = bin("foreign", { "terraform*": "\u007fELF nonsense" });
  const { reason, message } = await failure(path(folder));
  expect(reason).toBe("binary");
  expect(message).toContain(`${join(folder, "terraform")} `);
});
