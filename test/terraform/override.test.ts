import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withoutHashes } from "../../src/terraform/lock";
import { writeLocalBackendOverride } from "../../src/terraform/override";
import { temporaryDirectory, writeTree } from "./fixtures";

const root = temporaryDirectory();

test("makes the backend local, again and again, with a path that is taken literally", async () => {
  const directory = writeTree(join(root, "rehearsal"), { "cdk.tf.json": "{}" });
  await writeLocalBackendOverride(directory, "first.tfstate");
  await writeLocalBackendOverride(directory, "/tmp/a${b}%{c}.tfstate");
  expect(JSON.parse(readFileSync(join(directory, "override.tf.json"), "utf8"))).toEqual({
    terraform: { backend: { local: { path: "/tmp/a$${b}%%{c}.tfstate" } } },
  });
});

test("fails when there is an override of somebody else, and leaves it alone", async () => {
  const theirs = '{ "provider": { "aws": { "profile": "prod" } } }';
  const directory = writeTree(join(root, "project"), { "override.tf.json": theirs });
  await expect(writeLocalBackendOverride(directory, "x.tfstate")).rejects.toThrow(
    new Error(
      `${join(directory, "override.tf.json")} exists and says more than a local backend; move it away, a rehearsal needs its own.`,
    ),
  );
  expect(readFileSync(join(directory, "override.tf.json"), "utf8")).toBe(theirs);
});

test("a lock file without checksums keeps versions and constraints", () => {
  const block = 'provider "registry.terraform.io/hashicorp/aws" {\n  version     = "5.100.0"\n';
  expect(withoutHashes(`${block}  hashes = [\n    "h1:abc=",\n    "zh:def",\n  ]\n}\n`)).toBe(`${block}}\n`);
});
