import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { review } from "../../src/cli/commands/review";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { now } from "./fixture";

/** A plan in which bob leaves after the soak, and what the account said to it. */
function change(findings: readonly object[], planSha256?: string): string {
  const folder = testdir({});
  cpSync(join(__dirname, "fixtures", "leaves-after-soak", "plan.golden.json"), join(folder, "plan.json"));
  for (const file of ["before.yaml", "users.yaml"]) {
    cpSync(join(__dirname, "fixtures", "leaves-after-soak", file), join(folder, file));
  }
  const sha256 = createHash("sha256")
    .update(readFileSync(join(folder, "plan.json")))
    .digest("hex");
  const report = {
    schemaVersion: 1,
    checkedAt: "2026-11-21T10:00:00Z",
    accountId: "123456789012",
    runner: "arn:aws:iam::123456789012:role/ci",
    regions: ["us-east-1"],
    planSha256: planSha256 ?? sha256,
    findings,
    leavers: [],
    notLookedAt: [],
    calls: {},
  };
  writeFileSync(join(folder, "preflight.json"), JSON.stringify(report));
  return folder;
}

const run = (folder: string) => {
  const values = { before: "before.yaml", after: "users.yaml", preflight: "preflight.json", json: true };
  return runCommand(review, { cwd: folder, today: now }, ["plan.json", ...optionWords(values)]);
};

const soleUser = {
  id: "kms-sole-user",
  severity: "error",
  user: "bob",
  message: "bob is the only one who can use the KMS key 1234abcd",
  fix: "Name somebody else in the key's policy first.",
};

test("what the account says closes the gate that the plan alone left open", async () => {
  const quiet = await run(change([]));
  expect(quiet.code).toBe(0);
  const { code, out } = await run(change([soleUser]));
  expect(code).toBe(3);
  const { gate, dangers } = JSON.parse(out);
  expect(gate.closedBy).toEqual(["account-says"]);
  expect(dangers[0]).toMatchObject({
    id: "account-says",
    severity: "error",
    message: "bob is the only one who can use the KMS key 1234abcd [kms-sole-user]",
    fix: "Name somebody else in the key's policy first.",
    person: "bob",
  });
});

test("a warning of the account is shown and leaves the gate open", async () => {
  const { code, out } = await run(change([{ ...soleUser, id: "recently-used", severity: "warning" }]));
  expect(code).toBe(0);
  expect(JSON.parse(out).dangers[0].severity).toBe("warning");
});

test("leftovers are told once, all of one person together", async () => {
  const leftover = { kind: "accessKey", id: "AKIAIOSFODNN7EXAMPLE" };
  const finding = {
    ...soleUser,
    id: "leftover",
    message: "bob holds an access key that Terraform does not manage",
    leftover,
  };
  const { code, out } = await run(change([finding]));
  expect(code).toBe(3);
  expect(JSON.parse(out).gate.closedBy).toEqual(["leftovers-block"]);
});

test("fails when the report is about another plan", async () => {
  await expect(run(change([], "0".repeat(64)))).rejects.toThrow("preflight.json is about another plan");
});

test.each([
  ["a severity that would close nothing", { ...soleUser, severity: "info" }],
  ["no severity", { ...soleUser, severity: undefined }],
  ["no words", { ...soleUser, message: 1 }],
  ["nothing at all", null],
])("fails when a finding has %s: the gate never opens for a report that was tampered with", async (_, finding) => {
  await expect(run(change([finding as object]))).rejects.toThrow("preflight.json is not a report of roster preflight");
});
