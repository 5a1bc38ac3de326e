import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sampleDay } from "../clock-at";
import { sampleFiles } from "../sample";
import { runBuilt } from "../terminal";
import { testdir } from "../testdir";

const project = () => testdir(sampleFiles);

test("without terraform or tofu it still synthesizes, and says in one line what it left out and how to get it", async () => {
  const folder = project();
  const { code, out, err } = await runBuilt(["rehearse", "--today", sampleDay()], folder, { env: { PATH: folder } });
  expect(code).toBe(0);
  expect(out).toContain("carol       human, carol@example.com: 7 resources\n");
  expect(out).toContain("! forceDestroy until 2027-10-31 (SEC-1234, approved by head-of-security@example.com): Enrols");
  expect(err.trim().split("\n")).toEqual([
    `roster: judged as of ${sampleDay()} (--today)`,
    "",
    "Skipped: terraform. Neither terraform nor tofu is on the PATH; install one to validate and rehearse the stack.",
  ]);
  expect(existsSync(join(folder, "cdktf.out/stacks/users/cdk.tf.json"))).toBe(true);
});

test("without a provider to be had it still synthesizes, and says where it looked", async () => {
  const folder = project();
  mkdirSync(join(folder, "bin"));
  const terraform = join(folder, "bin", "terraform");
  writeFileSync(terraform, '#!/bin/sh\necho "Terraform v1.11.4"\n');
  chmodSync(terraform, 0o755);
  mkdirSync(join(folder, "empty-mirror"));
  const env = { PATH: `${join(folder, "bin")}:/bin:/usr/bin`, ROSTER_PROVIDER_MIRROR: join(folder, "empty-mirror") };
  const { code, err } = await runBuilt(["rehearse", "--today", sampleDay()], folder, { env });
  expect(code).toBe(0);
  expect(err.trim().split("\n")).toHaveLength(3);
  expect(err).toContain("Skipped: terraform validate and the rehearsal. ROSTER_PROVIDER_MIRROR");
  expect(existsSync(join(folder, "cdktf.out/stacks/users/cdk.tf.json"))).toBe(true);
});
