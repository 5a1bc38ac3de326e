import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { e2eEnvironment, prepare, withTerraform } from "../e2e/harness";
import { instantInit } from "../kills/instant-init";
import { testdir } from "../testdir";
import { follow, type PageStep, shims, stepsOf } from "./page-steps";

/** What the reader has done before the page begins, and what the page leaves to the reader. */
const step = (label: string, text: string): PageStep => ({ labels: [label], language: "sh", text });

withTerraform("docs/from-terraform.md", () => {
  const tools = mkdtempSync(join(tmpdir(), "roster-from-"));
  afterAll(() => rmSync(tools, { recursive: true, force: true }));

  test("users of a for_each are the roster's, and nobody was created, changed or deleted", async () => {
    const prepared = await prepare();
    if (typeof prepared === "string") throw new Error(prepared);
    const terraform = instantInit(tools, prepared.binary.path, prepared.directory);
    const above = testdir({
      "cdktf.json": "{}",
      "users.yaml": 'version: 1\naccount: { id: "123456789012" }\nusers: {}\n',
    });
    const base = e2eEnvironment();
    const bin = shims(above, { terraform: `#!/bin/sh\nexec '${terraform}' "$@"\n` });
    const [old, ...page] = stepsOf("from-terraform.md");
    if (old === undefined) throw new Error("the page is empty");
    const begin =
      "cd old\nterraform init -input=false\nterraform apply -input=false -auto-approve\ncp terraform.tfstate ../before.tfstate";
    const steps = [
      step("run: in a second terminal", "npx roster sandbox > sandbox.env"),
      step("run", 'eval "$(cat sandbox.env)"'),
      old,
      step("run", begin),
      ...page,
    ];
    await follow(steps, { above, env: { ...base, PATH: `${bin}:${base.PATH ?? process.env.PATH}` } });
    const ids = (name: string) => {
      const { resources } = JSON.parse(readFileSync(join(above, name), "utf8"));
      const instances = resources
        .filter(({ type }: { type: string }) => type === "aws_iam_user" || type === "aws_iam_group")
        .flatMap((each: { instances: { attributes: { name: string; unique_id: string } }[] }) => each.instances);
      return instances
        .map(
          (each: { attributes: { name: string; unique_id: string } }) =>
            `${each.attributes.name} ${each.attributes.unique_id}`,
        )
        .sort();
    };
    expect(ids("terraform.users.tfstate")).toEqual(ids("before.tfstate"));
    expect(ids("before.tfstate")).toHaveLength(3);
  }, 200_000);
});
