import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synth } from "../../src/cli/commands/synth";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";

const person = (name: string) => `users:\n  ${name}: { type: human, owner: ${name}@example.com }`;
const roster = (name: string) => `version: 1\naccount: { id: "123456789012" }\n${person(name)}\n`;
const stackFile = (folder: string, stack: string) => join(folder, "cdktf.out", "stacks", stack, "cdk.tf.json");
const usersOf = (file: string) => Object.keys(JSON.parse(readFileSync(file, "utf8")).resource.aws_iam_user);

test("a roster becomes a stack", async () => {
  const folder = testdir({ "users.yaml": roster("alice") });
  const ran = await runCommand(synth, folder);
  expect(ran).toEqual({
    code: 0,
    out: "cdktf.out/stacks/users/cdk.tf.json\n",
    err: "users.yaml: 1 user in stack users\n",
  });
  expect(usersOf(stackFile(folder, "users"))).toEqual(["alice"]);
  expect(readdirSync(join(folder, "cdktf.out")).sort()).toEqual(["manifest.json", "stacks"]);
});

test("several accounts are several stacks, one a file", async () => {
  const folder = testdir({
    "cdktf.json": JSON.stringify({ context: { rosters: ["accounts/*.yaml"] } }),
    "accounts/prod.yaml": roster("alice"),
    "accounts/dev.yaml": roster("bob"),
  });
  const ran = await runCommand(synth, folder);
  expect(ran.out).toBe("cdktf.out/stacks/dev/cdk.tf.json\ncdktf.out/stacks/prod/cdk.tf.json\n");
  expect(usersOf(stackFile(folder, "dev"))).toEqual(["bob"]);
  expect(usersOf(stackFile(folder, "prod"))).toEqual(["alice"]);
});

test("fails when two rosters would make the same stack, and writes nothing", async () => {
  const folder = testdir({ "a/users.yaml": roster("alice"), "b/users.yaml": roster("bob") });
  const ran = await runCommand(synth, folder, ["--file", "a/users.yaml", "--file", "b/users.yaml"]);
  expect(ran.code).toBe(3);
  expect(ran.err).toContain(
    "a/users.yaml:1:1  error  the stack users is also that of b/users.yaml:1:1  [stacks-distinct]\n",
  );
  expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
});

test("fails when two rosters would make the same stack, and prints their names as text", async () => {
  const folder = testdir({
    "a\n::error::/users.yaml": roster("alice"),
    "b\u001b[31m/users.yaml": roster("bob"),
    "cdktf.json": JSON.stringify({ context: { rosters: ["*/users.yaml"] } }),
  });
  expect((await runCommand(synth, folder)).err).toContain(
    "a\\u{a}::error::/users.yaml:1:1  error  the stack users is also that of b\\u{1b}[31m/users.yaml:1:1  [stacks-distinct]\n",
  );
});

test("fails when the input is refused, and leaves the previous output as it was", async () => {
  const folder = testdir({ "users.yaml": roster("alice") });
  await runCommand(synth, folder);
  const before = readFileSync(stackFile(folder, "users"), "utf8");
  writeFileSync(join(folder, "users.yaml"), `${roster("bob")}  carol: {}\n`);
  const ran = await runCommand(synth, folder);
  expect(ran.code).toBe(3);
  expect(ran.out).toBe("");
  expect(ran.err).toContain("users.yaml:5:3  error");
  expect(readFileSync(stackFile(folder, "users"), "utf8")).toBe(before);
});

test("fails when the file is empty: nobody is removed by it", async () => {
  const folder = testdir({ "users.yaml": roster("alice") });
  await runCommand(synth, folder);
  writeFileSync(join(folder, "users.yaml"), "");
  const ran = await runCommand(synth, folder);
  expect(ran.code).toBe(3);
  expect(ran.err).toContain("the file is empty; that is not the same as no users");
  expect(usersOf(stackFile(folder, "users"))).toEqual(["alice"]);
});

test("a stack whose roster is gone is removed; what terraform keeps beside a stack stays", async () => {
  const folder = testdir({
    "cdktf.json": JSON.stringify({ context: { rosters: ["accounts/*.yaml"] } }),
    "accounts/prod.yaml": roster("alice"),
    "accounts/dev.yaml": roster("bob"),
  });
  await runCommand(synth, folder);
  mkdirSync(join(folder, "cdktf.out/stacks/prod/.terraform"));
  mkdirSync(join(folder, "cdktf.out/stacks/not-ours"));
  writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ context: { rosters: ["accounts/prod.yaml"] } }));
  await runCommand(synth, folder);
  expect(readdirSync(join(folder, "cdktf.out/stacks")).sort()).toEqual(["not-ours", "prod"]);
  expect(readdirSync(join(folder, "cdktf.out/stacks/prod")).sort()).toEqual([".terraform", "cdk.tf.json"]);
});

describe("one of several rosters", () => {
  const rosters = {
    "cdktf.json": JSON.stringify({ context: { rosters: ["accounts/*.yaml"] } }),
    "accounts/prod.yaml": roster("alice"),
    "accounts/dev.yaml": roster("bob"),
  };

  test("leaves the stacks of the others as they are, and in the manifest", async () => {
    const folder = testdir(rosters);
    await runCommand(synth, folder);
    const before = readFileSync(stackFile(folder, "dev"), "utf8");
    mkdirSync(join(folder, "cdktf.out/stacks/dev/.terraform"));
    writeFileSync(join(folder, "accounts/prod.yaml"), roster("carol"));
    expect((await runCommand(synth, folder, ["--file", "accounts/prod.yaml"])).code).toBe(0);
    expect(usersOf(stackFile(folder, "prod"))).toEqual(["carol"]);
    expect(readFileSync(stackFile(folder, "dev"), "utf8")).toBe(before);
    expect(readdirSync(join(folder, "cdktf.out/stacks/dev")).sort()).toEqual([".terraform", "cdk.tf.json"]);
    const { stacks } = JSON.parse(readFileSync(join(folder, "cdktf.out/manifest.json"), "utf8"));
    expect(Object.keys(stacks).sort()).toEqual(["dev", "prod"]);
  });

  test("is refused where another one has the same user", async () => {
    const folder = testdir({ ...rosters, "accounts/dev.yaml": roster("Alice") });
    const ran = await runCommand(synth, folder, ["--file", "accounts/prod.yaml"]);
    expect(ran).toMatchObject({ code: 3, out: "" });
    expect(ran.err).toContain(
      "accounts/prod.yaml:4:3  error  the user alice is also in accounts/dev.yaml:4:3, for the same account 123456789012  [users-in-one-roster]\n",
    );
    expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
  });
});

test("a stack whose roster is gone stays where its folder has what nothing else knows", async () => {
  const folder = testdir({
    "cdktf.json": JSON.stringify({ context: { rosters: ["*.yaml"] } }),
    "prod.yaml": roster("alice"),
    "dev.yaml": roster("bob"),
  });
  await runCommand(synth, folder);
  writeFileSync(join(folder, "cdktf.out/stacks/dev/errored.tfstate"), "{}");
  rmSync(join(folder, "dev.yaml"));
  await runCommand(synth, folder);
  expect(readdirSync(join(folder, "cdktf.out/stacks/dev")).sort()).toEqual(["cdk.tf.json", "errored.tfstate"]);
});
