import { spawnSync } from "node:child_process";
import { nodeArguments } from "../node-arguments";
import { temporaryDirectory } from "./fixtures";

const empty = temporaryDirectory();

/** What `withTerraform` tells jest on a machine without terraform. */
function registered(required: boolean): { calls: string[]; warning: string } {
  const code = `
    const calls = [];
    const run = (word) => (name, body) => { calls.push(word + ": " + name); if (word !== "test" || ${required}) body(); };
    global.describe = Object.assign(run("describe"), { skip: run("skip") });
    global.test = (name, body) => { calls.push("test: " + name); try { if (${required}) body(); } catch (error) { calls.push("fails: " + error.message); } };
    require(${JSON.stringify(require.resolve("../e2e/harness"))}).withTerraform("alice leaves", () => test("in one apply", () => {}));
    console.log(JSON.stringify(calls));`;
  const { stdout, stderr } = spawnSync(process.execPath, nodeArguments(code), {
    env: { PATH: empty, ...(required ? { ROSTER_E2E: "required" } : {}) },
    encoding: "utf8",
  });
  return { calls: JSON.parse(stdout), warning: stderr };
}
const how =
  "There is no terraform or tofu on the PATH. Install one (https://developer.hashicorp.com/terraform/install), or name it with TERRAFORM_BINARY_NAME.";

test("without terraform, tests are left out loudly", () => {
  const { calls, warning } = registered(false);
  expect(calls).toEqual(["skip: alice leaves", "test: in one apply"]);
  expect(warning).toContain(`LEFT OUT: "alice leaves" needs real terraform and the AWS provider.\n${how}`);
});

test("with ROSTER_E2E=required, its absence fails", () => {
  expect(registered(true).calls).toEqual([
    "describe: alice leaves",
    "test: terraform and the AWS provider are there, as ROSTER_E2E=required demands",
    `fails: ${how}`,
  ]);
});
