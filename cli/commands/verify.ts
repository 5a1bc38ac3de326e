import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { AuditLog } from "../../live/audit-log/audit-log";
import { checkLog } from "../../live/audit-log/check";
import { requireAccount } from "../../live/caller";
import type { Holding } from "../../live/kinds";
import { renderRemovals } from "../../live/verify/render";
import { verifyRemovals } from "../../live/verify/verify";
import { peopleOf } from "../../plan/people";
import { stateOf } from "../../plan/state";
import { printable } from "../../text/printable";
import { auditFileOf, auditHelp, auditOptions } from "../audit-file";
import { type Command, type CommandInput, UsageError } from "../command";
import { accountHelp, accountOptions, withAccountOf } from "../live-account";
import { readPlanFile } from "../plan-file";
import { readPreflightFile } from "../preflight-file";
import { count } from "../summary";

export const verify: Command = {
  summary: "After an apply: is each leaver gone, is no MFA device left; appends the proof to the audit log.",
  usage: "PLAN.json [--state STATE.json] [--preflight FILE] [--audit FILE] [--patience SECONDS] [--json] | --log",
  help: [
    "PLAN.json          the plan that was applied, as terraform show -json PLAN says it",
    "--state FILE       the state after it: terraform show -json > state.json; without it the state is not looked at",
    "--preflight FILE   what preflight --out wrote: everything that the leavers held, for the audit log",
    "--patience SECS    how long AWS may take to forget; default 60",
    "--json             the records as JSON",
    "--log              checks the audit log instead: has a line been changed, removed, added or moved",
    ...auditHelp,
    ...accountHelp.filter((line) => !line.startsWith("--region")),
    "",
    "Exit code 3: somebody or something is still there, could not be looked at, or the log was changed.",
  ],
  options: {
    ...accountOptions,
    ...auditOptions,
    state: { type: "string" },
    preflight: { type: "string" },
    patience: { type: "string" },
    json: { type: "boolean" },
    log: { type: "boolean" },
  },
  run: async (input) => {
    const { positionals, values, terminal, cwd, signal } = input;
    if (values.log === true) return checkAuditLog(input);
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0)
      throw new UsageError("usage: roster verify PLAN.json, or roster verify --log");
    const { plan: read, sha256 } = readPlanFile(file, cwd);
    const plan = peopleOf(read);
    const removals = await withAccountOf(plan, input, async (account) => {
      const caller = await requireAccount(account, plan.accountIds);
      const state = values.state === undefined ? {} : { state: stateOf(readJson(String(values.state), cwd)) };
      return verifyRemovals(account, {
        plan,
        planSha256: sha256,
        caller,
        ...state,
        held: heldOf(input, sha256),
        patienceMs: patienceOf(input),
        signal,
      });
    });
    terminal.out(
      values.json === true
        ? `${JSON.stringify({ schemaVersion: 1, removals }, undefined, 2)}\n`
        : renderRemovals(removals),
    );
    const log = AuditLog.open(auditFileOf(input));
    try {
      for (const removal of removals) log.append(removal);
    } finally {
      log.close();
    }
    return removals.every(({ result }) => result === "gone") ? 0 : 3;
  },
};

function checkAuditLog(input: CommandInput): number {
  const file = auditFileOf(input);
  const { problems, entries, cutOff } = checkLog(file);
  for (const problem of problems) input.terminal.out(`${printable(problem)}\n`);
  if (problems.length > 0) return 3;
  const end = cutOff ? "; its last line is cut off, the next run goes on over it" : "";
  input.terminal.out(
    `${printable(file)}: ${count(entries.length, "entry", "entries")}, each where it was written${end}\n`,
  );
  return 0;
}

function heldOf({ values, cwd }: CommandInput, planSha256: string): Map<string, readonly Holding[]> | undefined {
  if (values.preflight === undefined) return undefined;
  const { leavers } = readPreflightFile(String(values.preflight), cwd, planSha256);
  return new Map(leavers.map(({ user, held }) => [user, held]));
}

function readJson(file: string, cwd: string): unknown {
  try {
    return JSON.parse(readFileSync(resolve(cwd, file), "utf8"));
  } catch (error) {
    // The parser's own message quotes what it read.
    const reason = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new UsageError(`${file} ${reason}`);
  }
}

function patienceOf({ values }: CommandInput): number | undefined {
  if (values.patience === undefined) return undefined;
  const seconds = Number(values.patience);
  if (seconds >= 0) return seconds * 1000;
  throw new UsageError(`--patience ${JSON.stringify(values.patience)} is not allowed; write a number of seconds`);
}
