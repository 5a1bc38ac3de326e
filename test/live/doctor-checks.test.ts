import { readdirSync } from "node:fs";
import { join } from "node:path";
import { callerChecks, examine, roleChecks } from "../../src/doctor/checks/index";
import type { DoctorFacts } from "../../src/doctor/facts";

const checks = [...callerChecks, ...roleChecks];
const facts: DoctorFacts = {
  wanted: {
    ...{ roleArn: undefined, externalId: undefined, sessionName: "iam-roster", durationSeconds: undefined },
    ...{ region: "us-east-1", accountId: "123456789012", mfa: undefined },
  },
  now: new Date(0),
  caller: { code: "InvalidClientTokenId", words: "The security token included in the request is invalid." },
  ...{ attempt: undefined, role: undefined, permission: undefined, roleArns: [], tags: undefined, devices: undefined },
};

test("lists each file of live/doctor/checks/ once; an id is the name of its file", () => {
  const helpers = ["index.ts", "trust-conditions.ts"];
  const files = readdirSync(join(__dirname, "..", "..", "src", "doctor", "checks"));
  expect(checks.map(({ id }) => `${id}.ts`).sort()).toEqual(files.filter((name) => !helpers.includes(name)).sort());
});

test("each check says what, why and how to mend it, in sentences", () => {
  for (const { summary, why, fix } of checks) {
    for (const text of [summary, why, fix]) expect(text).toMatch(/^[A-Z][^\n]{10,}\.$/);
  }
});

test("fails when a check crashes: it could not check, and is never fine; the others go on", () => {
  const crashing = (id: string) => ({
    ...{ id, severity: "wrong" as const, summary: "", why: "", fix: "" },
    check: () => {
      throw new TypeError("trust.Statement is not iterable");
    },
  });
  const found = examine([crashing("trust"), ...callerChecks], facts);
  expect(found[0]).toEqual({
    side: "trust",
    state: "could not check",
    found: "the rule trust crashed (TypeError): nothing is known of this side",
    mend: "This is a defect of iam-roster; please report it.",
    documentation: "docs/doctor.md#trust",
  });
  expect(found.slice(1).map(({ side, state }) => `${side} ${state}`)).toEqual([
    "identity wrong",
    "region fine",
    "account fine",
  ]);
});
