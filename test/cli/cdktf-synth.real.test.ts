import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clockAt, sampleDay } from "../clock-at";
import { sampleFiles } from "../sample";
import { root, runBuilt } from "../terminal";
import { testdir } from "../testdir";

// Real, since cdktf asks terraform for its version.
test("cdktf synth makes the same stack from main.ts", async () => {
  const users = readFileSync(join(root, "test/constructs/users.golden.json"), "utf8");
  const folder = testdir({
    ...sampleFiles,
    "cdktf.json": JSON.stringify({
      language: "typescript",
      app: `node ${JSON.stringify(join(root, "dist", "main.js"))}`,
      projectId: "iam-roster",
      sendCrashReports: "false",
    }),
  });
  const env = { ...process.env, ...clockAt(sampleDay()), CHECKPOINT_DISABLE: "1", CI: "1" };
  const cdktf = join(root, "node_modules", ".bin", "cdktf");
  execFileSync(cdktf, ["synth"], { cwd: folder, env, stdio: "pipe" });
  expect(readFileSync(join(folder, "cdktf.out/stacks/users/cdk.tf.json"), "utf8")).toBe(users);
}, 60_000);

test("cdktf synth makes the stack of what init --cdktf began", async () => {
  const folder = testdir({});
  rmSync(join(folder, "cdktf.json"));
  const words = ["init", "--yes", "--cdktf", "--account", "123456789012", "--owner", "alice@example.com"];
  expect((await runBuilt(words, folder)).code).toBe(0);
  mkdirSync(join(folder, "node_modules", ".bin"), { recursive: true });
  const program = join(folder, "node_modules", ".bin", "roster");
  writeFileSync(program, `#!/bin/sh\nexec node ${join(root, "dist", "src", "cli", "index.js")} "$@"\n`, {
    mode: 0o755,
  });
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", CI: "1" };
  execFileSync(join(root, "node_modules", ".bin", "cdktf"), ["synth"], { cwd: folder, env, stdio: "pipe" });
  const stack = (out: string) => readFileSync(join(folder, out, "stacks", "users", "cdk.tf.json"), "utf8");
  expect((await runBuilt(["synth", "--out", "own"], folder)).code).toBe(0);
  expect(stack("cdktf.out")).toBe(stack("own"));
}, 60_000);
