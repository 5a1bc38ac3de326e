import { requireAccount } from "../../aws/caller";
import type { Holding } from "../../aws/kinds";
import { AuditLog } from "../../leaving/audit-log/audit-log";
import { checkLog } from "../../leaving/audit-log/check";
import type { Removal } from "../../leaving/audit-log/entry";
import type { PreflightReport } from "../../leaving/preflight/report";
import { renderRemovals } from "../../leaving/verify/render";
import { verifyRemovals } from "../../leaving/verify/verify";
import { peopleOf } from "../../plan/people";
import { stateOf } from "../../plan/state";
import type { Renderers } from "../../rules/formats";
import { count } from "../../text/count";
import { jsonDocument } from "../../text/json";
import { printable } from "../../text/printable";
import { auditFileOf, auditFileOptions } from "../audit-file";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { accountOptions, patienceMsOf, patienceOptions, withAccountOf } from "../live-account";
import { readPlanFile } from "../plan-file";
import { readPreflightFile } from "../preflight-file";
import { readJsonFile } from "../read-file";
import { formatOptions, writeReport } from "../report-output";
import type { Terminal } from "../terminal";

/** The records of the removals. */
const removalFormats = {
  text: renderRemovals,
  json: (removals) => jsonDocument({ schemaVersion: 1, removals }),
} as const satisfies Renderers<readonly Removal[]>;

export const verify = defineCommand({
  name: "verify",
  task: "apply",
  summary:
    "After an apply: checks that each removed user is gone and no MFA device is left; appends the proof to the audit log.",
  arguments: {
    plan: {
      value: "PLAN.json",
      optional: true,
      help: "the plan that was applied, as terraform show -json PLAN prints it",
    },
  },
  options: {
    state: {
      type: "string",
      value: "FILE",
      help: "the state after it: terraform show -json > state.json; without it the state is not checked",
    },
    preflight: {
      type: "string",
      value: "FILE",
      help: "what preflight --out wrote: everything that the leavers held, for the audit log",
    },
    ...patienceOptions,
    ...formatOptions(removalFormats),
    log: {
      type: "boolean",
      help: "checks the audit log instead: whether a line was changed, removed, added or moved",
    },
    ...auditFileOptions,
    ...accountOptions,
  },
  notes: ["Exit code 3: a user or a device still exists, something could not be checked, or the log was changed."],
  examples: ["verify plan.json --state state.json", "verify --log"],
  run: async (input) => {
    const { args, values, terminal, cwd, signal } = input;
    const auditFile = auditFileOf(input);
    if (values.log) return checkAuditLog(auditFile, terminal);
    if (args.plan === undefined) throw new UsageError("usage: roster verify PLAN.json, or roster verify --log");
    const { plan: read, sha256 } = readPlanFile(args.plan, cwd);
    const plan = peopleOf(read);
    const held = values.preflight === undefined ? undefined : heldOf(readPreflightFile(values.preflight, cwd, sha256));
    const state = values.state === undefined ? {} : { state: stateOf(readJsonFile(values.state, cwd)) };
    const removals = await withAccountOf(plan, input, async (account) => {
      const caller = await requireAccount(account, plan.accountIds);
      const patienceMs = patienceMsOf(input);
      return verifyRemovals(account, { plan, planSha256: sha256, caller, ...state, held, patienceMs, signal });
    });
    writeReport(input, removalFormats, removals);
    const log = AuditLog.open(auditFile);
    try {
      for (const removal of removals) log.append(removal);
    } finally {
      log.close();
    }
    return removals.every(({ result }) => result === "gone") ? 0 : 3;
  },
});

function checkAuditLog(file: string, { out }: Terminal): number {
  const { problems, entries, cutOff } = checkLog(file);
  for (const problem of problems) out(`${printable(problem)}\n`);
  if (problems.length > 0) return 3;
  const end = cutOff ? "; its last line is incomplete, and the next run continues" : "";
  out(`${printable(file)}: ${count(entries.length, "entry", "entries")}, all intact${end}\n`);
  return 0;
}

function heldOf({ leavers }: PreflightReport): Map<string, readonly Holding[]> {
  return new Map(leavers.map(({ user, held }) => [user, held]));
}
