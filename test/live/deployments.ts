import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenAccount } from "../../src/aws/account";
import { Deployment } from "../../src/cli/deploy/deployment";
import { digestOf } from "../../src/cli/deploy/saved-plan";
import type { Pending } from "../../src/leaving/pending/pending";
import { pendingPlace } from "../../src/leaving/pending/place";
import type { PreflightReport } from "../../src/leaving/preflight/report";
import { peopleOf } from "../../src/plan/people";
import { planOf } from "../../src/plan/read";
import { stateOf } from "../../src/plan/state";
import { describeLock } from "../../src/terraform/state-lock";
import type { Workspace } from "../../src/terraform/workspace";
import { testdir } from "../testdir";
import { type PlanParts, planDocument, userThing } from "./plans";

export const report: PreflightReport = {
  schemaVersion: 1,
  checkedAt: "2026-11-21T12:00:00.000Z",
  accountId: "123456789012",
  runner: "arn:aws:iam::123456789012:user/operator",
  regions: ["us-east-1"],
  planSha256: "",
  findings: [],
  leavers: [
    { user: "alice", arn: "arn:aws:iam::123456789012:user/alice", held: [], lastUse: { accessKeys: [], events: [] } },
  ],
  notLookedAt: [],
  calls: {},
};

/** What `roster deploy` does without options. */
export const looking = { settles: true, fresh: true };

/** The record of a project with a local state. */
const placeIn = (project: string) =>
  pendingPlace({
    ...{ backend: { kind: "local", settings: { path: "s.tfstate" } }, stack: "users", project },
    ...{ auditFile: join(project, "audit.jsonl"), env: {} },
  });
export const readPending = (project: string) => placeIn(project).read();
export async function writePending(project: string, pending: Pending): Promise<void> {
  const place = placeIn(project);
  await place.read();
  await place.write(pending);
}

interface Setting {
  /** The folder of an earlier one. @default - a new one */
  readonly cwd?: string;
  /** What its plan does. @default - alice leaves */
  readonly parts?: PlanParts;
}

/** A deployment whose terraform does what it is told; nothing is started. */
export function deploymentOf(
  apply: (options: { lockTimeoutSeconds?: number }) => Promise<void>,
  account?: OpenAccount,
  {
    cwd = testdir({ "leave.tfplan": "the plan" }),
    parts = { deleted: [userThing("alice", "AIDAALICE")] },
  }: Setting = {},
) {
  const binary = { product: "terraform" };
  const state = async () => stateOf({});
  const workspace = { directory: cwd, binary, apply, state } as unknown as Workspace;
  const auditFile = join(cwd, "audit.jsonl");
  const told: string[] = [];
  const deployment = new Deployment({
    stack: "users",
    accountId: "123456789012",
    workspace,
    auditFile,
    pendingPlace: placeIn(cwd),
    regions: undefined,
    patienceMs: 0,
    now: undefined,
    signal: undefined,
    onEvent: () => {},
    onLocked: (lock) => told.push(describeLock(lock)),
    withAccount: (_plan, work) =>
      account === undefined ? Promise.reject(new Error("nothing is asked here")) : work(account, { reached: () => {} }),
  });
  const file = join(cwd, "leave.tfplan");
  const plan = planOf(planDocument(parts));
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
    told,
    events,
    planned: { file, sha256: digestOf(file), plan, people: peopleOf(plan), changes: true },
  };
}
