import { createHash } from "node:crypto";
import { contextOf } from "../src/audit/context";
import type { Inventory } from "../src/audit/inventory";
import { questionsFor } from "../src/audit/questions";
import { readInventory } from "../src/audit/read-inventory";
import { openAccount } from "../src/aws/account";
import { planAdoption } from "../src/cli/adopt/adopt";
import type { Roster } from "../src/roster/roster";
import {
  addAccount,
  createSandbox,
  DEFAULT_ACCOUNT_ID,
  emptyState,
  type SandboxState,
  sandboxEnvironment,
} from "../src/sandbox/index";
import { table as emptyTable } from "../src/sandbox/state";
import type { BenchOptions } from "./bench";
import { type Row, seconds, type Table, target } from "./table";

const AUDITED = 5_000;
const ADOPTED = 1_000;
/** Calls that the design allows: one a user for an audit, twelve a user for an adoption. */
const MOST_AUDIT = 5_000;
const MOST_ADOPT = 12;

/** What audit and adopt cost in calls to AWS, counted by a sandbox; and how long they take when every answer is near. */
export async function benchLive({ say }: Pick<BenchOptions, "say">): Promise<Table[]> {
  say(`audit of ${AUDITED} users`);
  const audit = await measure(accountOf(AUDITED, false), (account) =>
    readInventory(account, { pollMs: 10, questions }),
  );
  say(`adopt of ${ADOPTED} users with every kind of credential`);
  const adopt = await measure(accountOf(ADOPTED, true), (account) =>
    planAdoption(account, { names: [], unmanaged: false, takeGroups: true }, context()),
  );
  const row = (command: string, users: number, most: number, measured: Measured): Row => ({
    command,
    users,
    time: seconds(measured.seconds),
    calls: measured.calls,
    "calls a user": (measured.calls / users).toFixed(2),
    ...target(measured.calls, "", most),
  });
  const rows = [row("audit", AUDITED, MOST_AUDIT, audit), row("adopt", ADOPTED, MOST_ADOPT * ADOPTED, adopt)];
  const note = "Calls as AWS would be asked; the plan that proves an adoption is Terraform's own and not counted here.";
  return [{ title: "Calls to a live account", rows, note }];
}

interface Measured {
  readonly seconds: number;
  readonly calls: number;
}

async function measure(
  state: SandboxState,
  work: (account: ReturnType<typeof openAccount>) => Promise<unknown>,
): Promise<Measured> {
  const sandbox = createSandbox({ state });
  const account = openAccount({ env: sandboxEnvironment(await sandbox.listen()) });
  const began = process.hrtime.bigint();
  try {
    await work(account);
    const calls = Object.values(sandbox.counts()).reduce((sum, count) => sum + count, 0);
    return { seconds: Number(process.hrtime.bigint() - began) / 1e9, calls };
  } finally {
    await account.close();
    await sandbox.close();
  }
}

const questions = (inventory: Inventory) => questionsFor(contextOf({ inventory, today: "2026-11-21" }));

function context() {
  const roster: Roster = {
    whole: true,
    file: "users.yaml",
    stack: "users",
    account: { region: "us-east-1" },
    backend: { kind: "local", settings: {} },
    defaults: {},
    ...{ policies: [], groups: [], users: [], removals: [], approvers: {} },
    guards: { soakDays: 14, maxRemovals: 20, maxRemovalShare: 0.25, managedPoliciesPerUser: 10, maxKeyAgeDays: 90 },
  };
  const defaults = { path: "/", permissionsBoundary: false };
  return {
    roster,
    defaults,
    state: { addresses: new Set<string>(), ids: new Set<string>(), users: new Map() },
    accountId: DEFAULT_ACCOUNT_ID,
  };
}

/** Users with a password, a device and two keys; with everything else too where `whole` asks for it. */
function accountOf(users: number, whole: boolean): SandboxState {
  const state = emptyState(DEFAULT_ACCOUNT_ID);
  const account = addAccount(state, DEFAULT_ACCOUNT_ID);
  const date = "2025-01-01T00:00:00Z";
  const id = (prefix: string, ...of: (string | number)[]) =>
    `${prefix}${createHash("sha256").update(of.join("/")).digest("hex").slice(0, 16).toUpperCase()}`;
  for (let at = 0; at < users; at++) {
    const userName = `user-${String(at).padStart(5, "0")}`;
    const serialNumber = `arn:aws:iam::${DEFAULT_ACCOUNT_ID}:mfa/${userName}-phone`;
    account.mfaDevices[serialNumber] = {
      serialNumber,
      kind: "virtual",
      createDate: date,
      tags: [],
      user: userName,
      enableDate: date,
    };
    account.users[userName] = {
      ...{ userName, userId: id("AIDA", userName), path: "/", createDate: date, tags: [], groups: [] },
      ...{ attachedPolicies: [], inlinePolicies: emptyTable<string>() },
      loginProfile: {
        createDate: date,
        passwordResetRequired: false,
        passwordHash: "",
        passwordLastChanged: date,
        usedPasswordHashes: [],
      },
      accessKeys: [1, 2].map((slot) => ({
        accessKeyId: id("AKIA", userName, slot),
        status: "Active",
        createDate: date,
      })),
      sshPublicKeys: (whole ? [1, 2, 3, 4, 5] : []).map((slot) => ({
        sshPublicKeyId: id("APKA", userName, slot),
        fingerprint: "",
        body: `ssh-rsa AAAA ${userName}`,
        status: "Active",
        uploadDate: date,
      })),
      signingCertificates: [],
      serviceSpecificCredentials: [],
    };
  }
  return state;
}
