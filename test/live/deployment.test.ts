import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runDeploy } from "../../cli/commands/deploy";
import { Deployment } from "../../cli/deploy/deployment";
import { planOfPending, readPending, writePending } from "../../cli/deploy/pending";
import { digestOf } from "../../cli/deploy/saved-plan";
import { planOf } from "../../live/plan";
import type { PreflightReport } from "../../live/preflight/report";
import { TerraformFailure } from "../../terraform/failure";
import type { Workspace } from "../../terraform/workspace";
import { testdir } from "../testdir";
import { planDocument, userThing } from "./plans";

const report: PreflightReport = {
  schemaVersion: 1,
  checkedAt: "2026-11-21T12:00:00.000Z",
  accountId: "123456789012",
  runner: "arn:aws:iam::123456789012:user/operator",
  planSha256: "",
  findings: [],
  leavers: [
    { user: "alice", arn: "arn:aws:iam::123456789012:user/alice", held: [], lastUse: { accessKeys: [], events: [] } },
  ],
  notLookedAt: [],
  calls: {},
};

/** A deployment whose terraform does what it is told; nothing is started. */
function deploymentOf(apply: () => Promise<void>) {
  const cwd = testdir({ "leave.tfplan": "the plan" });
  const workspace = { directory: cwd, apply } as unknown as Workspace;
  const auditFile = join(cwd, "audit.jsonl");
  const deployment = new Deployment({
    stack: "users",
    workspace,
    auditFile,
    regions: undefined,
    patienceMs: undefined,
    now: undefined,
    signal: undefined,
    onEvent: () => {},
    withAccount: () => Promise.reject(new Error("nothing is asked here")),
  });
  const file = join(cwd, "leave.tfplan");
  const plan = planOf(planDocument({ deleted: [userThing("alice", "AIDAALICE")] }));
  const events = () =>
    readFileSync(auditFile, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .map(({ event, result }) => [event, result]);
  return {
    cwd,
    file,
    auditFile,
    deployment,
    events,
    planned: { file, sha256: digestOf(file), plan, raw: {}, changes: true },
  };
}

test("fails when the plan file was changed while somebody thought about the answer", async () => {
  const apply = jest.fn();
  const { deployment, planned, file, auditFile } = deploymentOf(apply);
  writeFileSync(file, "another plan");
  await expect(deployment.apply(planned, report)).rejects.toThrow(
    `the plan file is not the one that was reviewed (SHA-256 ${planned.sha256}): nothing was applied; run roster deploy again`,
  );
  expect([apply.mock.calls, existsSync(auditFile)]).toEqual([[], false]);
});

test("who leaves is on the disk before terraform begins, and stays there when it fails", async () => {
  let seen: unknown;
  const { deployment, planned, cwd, events } = deploymentOf(async () => {
    seen = readPending(cwd)?.leavers.map(({ name }) => name);
    throw new TerraformFailure("exit", "terraform apply failed");
  });
  await expect(deployment.apply(planned, report)).rejects.toThrow("terraform apply failed");
  expect(seen).toEqual(["alice"]);
  expect(readPending(cwd)?.planSha256).toBe(planned.sha256);
  expect(events()).toEqual([
    ["apply begins", undefined],
    ["apply ends", "exit"],
  ]);
});

test("fails when the plan is older than the state: nobody is waited for", async () => {
  const { deployment, planned, cwd, events } = deploymentOf(async () => {
    const diagnostics = [{ severity: "error" as const, summary: "Saved plan is stale", detail: "" }];
    throw new TerraformFailure("exit", "terraform apply failed", { diagnostics });
  });
  await expect(deployment.apply(planned, report)).rejects.toThrow("the plan is older than the state");
  expect(readPending(cwd)).toBeUndefined();
  expect(events().at(-1)).toEqual(["apply ends", "refused: the plan is older than the state"]);
});

test("of an apply that was cut off, those count as removed who are not in the next plan", () => {
  const cwd = testdir({});
  const [alice, bob] = [userThing("alice", "AIDAALICE"), userThing("bob", "AIDABOB")];
  const before = planOf(planDocument({ deleted: [alice, bob] }));
  writePending(cwd, {
    schemaVersion: 1,
    planSha256: "ab12",
    begunAt: "2026-11-21T12:00:00.000Z",
    leavers: before.leavers,
    devices: [{ serial: "arn:aws:iam::123456789012:mfa/alice-phone", user: "alice" }],
    stayers: [],
    held: { alice: [{ kind: "group", id: "staff" }] },
  });
  const pending = readPending(cwd);
  if (pending === undefined) throw new Error("it was written");
  const next = planOfPending(pending, planOf(planDocument({ deleted: [bob] })));
  expect(next.leavers.map(({ name }) => name)).toEqual(["alice"]);
  expect(next.deletedDevices.map(({ user }) => user)).toEqual(["alice"]);
  expect(next.managed.of("alice")).toEqual([{ kind: "group", id: "staff" }]);
});

test("fails when there is nobody to ask and --auto-approve is not given", async () => {
  const terminal = { out: () => {}, err: () => {}, interactive: false };
  await expect(runDeploy({ values: {}, positionals: [], terminal, cwd: testdir({}), env: {} })).rejects.toThrow(
    "there is no terminal to ask on; give --auto-approve (applies only when the gate is open), or --save PLAN",
  );
});
