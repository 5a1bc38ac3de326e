import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { accountFor } from "../src/cli/rehearsal/account";
import { enableDevices } from "../src/cli/rehearsal/holdings";
import { synthesize } from "../src/cli/synthesize";
import { loadRoster, type Roster } from "../src/roster/index";
import { addAccount, createSandbox, DEFAULT_ACCOUNT_ID, type Sandbox, sandboxEnvironment } from "../src/sandbox/index";
import { findBinary } from "../src/terraform/binary";
import { writeLocalBackendOverride } from "../src/terraform/override";
import { Workspace } from "../src/terraform/workspace";
import type { BenchOptions } from "./bench";
import { rosterOf } from "./roster-of";
import type { Row, Table } from "./table";

const sizes = [10, 100, 1000];

/**
 * Calls of the API for a joiner, an idle user in a plan, and a leaver. They grow with the account: a virtual MFA device
 * is read by listing all of them, a hundred a page.
 */
export async function benchApiCalls(options: BenchOptions): Promise<Table[]> {
  const rows: Row[] = [];
  for (const users of options.users ?? sizes) rows.push(await measure(users, options));
  const note =
    "Joiner: an apply that creates everybody. Idle: a plan that changes nothing. Leaver: an apply that removes one of ten, without what the idle plan costs. Four of five users have an MFA device.";
  return [{ title: "API calls a user", rows, note }];
}

async function measure(users: number, { folder, say }: BenchOptions): Promise<Row> {
  const binary = await findBinary();
  if (binary === undefined) throw new Error("API calls: neither terraform nor tofu is on the PATH");
  const project = mkdtempSync(join(folder, "api-calls-"));
  const roster = await rosterFor(users, project);
  const sandbox = createSandbox({ state: accountFor(roster) });
  try {
    const workspace = await prepare(project, roster, binary, await sandbox.listen());
    say(`${users} users join`);
    const join = await counted(sandbox, () => workspace.apply({ autoApprove: true }));
    const account = addAccount(sandbox.state, DEFAULT_ACCOUNT_ID);
    for (const user of roster.users) enableDevices(account, user, new Date().toISOString());
    await workspace.apply({ autoApprove: true, refreshOnly: true });
    say(`${users} users are idle`);
    const idle = await counted(sandbox, () => workspace.plan());
    const leavers = Math.max(1, users / 10);
    writeStack(project, { ...roster, users: roster.users.slice(leavers) });
    say(`${leavers} of ${users} users leave`);
    const leave = await counted(sandbox, () => workspace.apply({ autoApprove: true }));
    return {
      users,
      "calls a joiner": (join.calls / users).toFixed(1),
      "calls an idle user": (idle.calls / users).toFixed(1),
      "of them lists of all MFA devices": (idle.deviceLists / users).toFixed(1),
      "calls a leaver": ((leave.calls - idle.calls) / leavers).toFixed(1),
    };
  } finally {
    await sandbox.close();
  }
}

/** The provider would fetch a Keybase key from the network; the sample's key is at hand. */
async function rosterFor(users: number, project: string): Promise<Roster> {
  mkdirSync(join(project, "keys"));
  copyFileSync(resolve(__dirname, "..", "..", "keys", "secops.asc"), join(project, "keys", "secops.asc"));
  const file = join(project, "users.yaml");
  writeFileSync(file, rosterOf(users).replace("keybase:secops", "{ file: keys/secops.asc }"));
  const loaded = await loadRoster(file);
  if (loaded.kind !== "whole") throw new Error(loaded.diagnostics.map(({ message }) => message).join("\n"));
  return loaded.roster;
}

async function prepare(project: string, roster: Roster, binary: Workspace["binary"], url: string): Promise<Workspace> {
  mkdirSync(join(project, "stack"));
  writeStack(project, roster);
  await writeLocalBackendOverride(join(project, "stack"), join(project, "terraform.tfstate"));
  const workspace = new Workspace(join(project, "stack"), binary);
  await workspace.init();
  return workspace.with(sandboxEnvironment(url));
}

function writeStack(project: string, roster: Roster): void {
  const [made] = synthesize([roster], { out: join(project, "cdktf.out"), project });
  if (made !== undefined) copyFileSync(join(made.folder, "cdk.tf.json"), join(project, "stack", "cdk.tf.json"));
}

async function counted(sandbox: Sandbox, run: () => Promise<unknown>): Promise<{ calls: number; deviceLists: number }> {
  sandbox.resetCounts();
  await run();
  const counts = sandbox.counts();
  const calls = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { calls, deviceLists: counts["iam:ListVirtualMFADevices"] ?? 0 };
}
