import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { testdir } from "../testdir";
import { follow, shims, stepsOf } from "./page-steps";

const steps = stepsOf("getting-started.md");

test("the page has blocks, each with a label by which it is executed", () => {
  expect(steps.length).toBeGreaterThan(8);
});

withTerraform("docs/getting-started.md", () => {
  test("from an empty folder to a removed user, as the page says", async () => {
    const above = testdir({});
    rmSync(join(above, "cdktf.json"));
    const project = join(above, "acme-iam");
    const base = e2eEnvironment();
    const env = { ...base, PATH: `${shims(above)}:${base.PATH ?? process.env.PATH}` };
    await follow(steps, { above, project, env });
    const state = JSON.parse(readFileSync(join(project, "terraform.users.tfstate"), "utf8"));
    const users = state.resources.filter((one: { type: string }) => one.type === "aws_iam_user");
    expect(users.map((one: { name: string }) => one.name).sort()).toEqual(["alice", "bob", "emergency"]);
  }, 400_000);
});
