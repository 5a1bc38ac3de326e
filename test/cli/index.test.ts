import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "../testdir";
import { root, runBuilt } from "./run";

test("without a command it says what there is", async () => {
  const ran = await runBuilt([], root);
  expect(ran.code).toBe(1);
  expect(ran.out).toContain("usage: roster COMMAND [OPTION..]");
  expect(ran.out).toContain("validate   Reads and checks rosters");
});

test("--version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(await runBuilt(["--version"], root)).toEqual({ code: 0, out: `${version}\n`, err: "" });
});

test("--help of a command names its options", async () => {
  const ran = await runBuilt(["synth", "--help"], root);
  expect(ran.code).toBe(0);
  expect(ran.out).toContain("usage: roster synth [--file FILE].. [--out DIR]");
});

test.each([
  [["valdate"], 'roster: there is no command "valdate"; did you mean "validate"?\n'],
  [["constructor"], 'roster: there is no command "constructor"; commands: '],
  [["validate", "--frmat", "json"], "roster: Unknown option '--frmat'\nusage: roster validate [FILE..]"],
  [["\u001b[31mred"], 'roster: there is no command "\\u001b[31mred"'],
])("fails when called as roster %j", async (args, expected) => {
  const ran = await runBuilt(args, root);
  expect(ran.code).toBe(1);
  expect(ran.out).toBe("");
  expect(ran.err.startsWith(expected)).toBe(true);
});

test("colour and control characters of a roster never reach the terminal", async () => {
  const folder = testdir({
    "users.yaml": 'version: 1\nusers: { "\\u001b[31m": { type: service, owner: "\\u202eevil" } }\n',
  });
  const ran = await runBuilt(["validate"], folder);
  expect(ran.code).toBe(3);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that none of them is there is what is tested
  expect(ran.out + ran.err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
});

test("cdktf synth makes the same stack from main.ts", async () => {
  const users = readFileSync(join(root, "test/constructs/users.golden.json"), "utf8");
  const folder = testdir({
    "users.yaml": readFileSync(join(root, "users.yaml"), "utf8"),
    "cdktf.json": JSON.stringify({
      language: "typescript",
      app: `node ${JSON.stringify(join(root, "dist", "main.js"))}`,
      projectId: "iam-roster",
      sendCrashReports: "false",
    }),
  });
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", CI: "1" };
  const cdktf = join(root, "node_modules", ".bin", "cdktf");
  execFileSync(cdktf, ["synth"], { cwd: folder, env, stdio: "pipe" });
  expect(readFileSync(join(folder, "cdktf.out/stacks/users/cdk.tf.json"), "utf8")).toBe(users);
}, 60_000);
