import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { clockAt, sampleDay } from "../clock-at";
import { sampleFiles } from "../sample";
import { root } from "../terminal";
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
