import type { LiveAccount } from "../../aws/account";
import { type Caller, requireAccount } from "../../aws/caller";
import { describeHolding } from "../../aws/kinds";
import { withLog } from "../../leaving/audit-log/audit-log";
import { checkLog } from "../../leaving/audit-log/check";
import { type Selection, SweepRefused, selectLeftovers } from "../../leaving/sweep/select";
import { sweep as remove, SweepStopped } from "../../leaving/sweep/sweep";
import { peopleOf } from "../../plan/people";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import { auditFileOf, auditFileOptions } from "../audit-file";
import { defineCommand } from "../define-command";
import { jsonOptions, writeOutcome } from "../json-output";
import { accountOptions, withAccountOf } from "../live-account";
import { readPlanFile } from "../plan-file";
import { summaries } from "../summaries";
import type { Terminal } from "../terminal";

export const sweep = defineCommand({
  ...summaries.sweep,
  arguments: { users: { value: "USER", many: true, help: "IAM names; each must be removed by the plan" } },
  options: {
    plan: {
      type: "string",
      value: "PLAN.json",
      required: true,
      help: "the output of terraform show -json PLAN: who leaves, and what is managed",
    },
    yes: { type: "boolean", help: "removes; without it, only shows what would be removed" },
    ...jsonOptions,
    ...auditFileOptions,
    ...accountOptions,
  },
  notes: [
    "Each call is written to the audit log before it is made. It stops at the first unexpected answer, and can be run again.",
  ],
  examples: ["sweep alice --plan plan.json", "sweep alice --plan plan.json --yes"],
  run: async (input) => {
    const { args, values, terminal, cwd } = input;
    const { plan: read, sha256 } = readPlanFile(values.plan, cwd);
    const plan = peopleOf(read);
    const auditFile = auditFileOf(input);
    return withAccountOf(plan, input, async (account) => {
      try {
        const caller = await requireAccount(account, plan.accountIds);
        const selections: Selection[] = [];
        const { entries } = checkLog(auditFile);
        // All users are judged before the first call that removes anything.
        for (const name of new Set(args.users))
          selections.push(await selectLeftovers(account, plan, name, caller, entries));
        if (!values.json) terminal.out(selections.map(describe).join(""));
        const total = selections.reduce((sum, { leftovers }) => sum + leftovers.length, 0);
        const users = selections.map(selectionJson);
        if (total === 0 || !values.yes) {
          const next = total > 0 ? "\nNothing was removed. To remove exactly this: the same command with --yes\n" : "";
          writeOutcome(input, next, { users, removed: 0 });
          return 0;
        }
        const removed = await removeAll(account, selections, { caller, planSha256: sha256, auditFile }, terminal);
        const done = `\n${count(removed, "leftover")} removed; the audit log is ${printable(auditFile)}\n`;
        writeOutcome(input, done, { users, removed, auditLog: auditFile });
        return 0;
      } catch (error) {
        if (!(error instanceof SweepRefused) && !(error instanceof SweepStopped)) throw error;
        terminal.err(`roster: ${error.message}\n`);
        return 3;
      }
    });
  },
});

function selectionJson({ user, leftovers, managed }: Selection) {
  return {
    user: user.name,
    userId: user.userId,
    leftovers: leftovers.map(({ holding, assigned }) => ({ ...holding, assigned })),
    managed: managed.length,
  };
}

interface OnRecord {
  readonly caller: Caller;
  readonly planSha256: string;
  readonly auditFile: string;
}

async function removeAll(
  account: LiveAccount,
  selections: readonly Selection[],
  { auditFile, ...record }: OnRecord,
  terminal: Terminal,
): Promise<number> {
  return withLog(auditFile, async (log) => {
    let removed = 0;
    for (const selection of selections) {
      removed += await remove(account, selection, {
        ...record,
        log,
        onRemoved: (user, what, how) =>
          terminal.say(how === "removed" ? `removed from ${user}: ${what}` : `was gone already, ${user}: ${what}`),
      });
    }
    return removed;
  });
}

function describe({ user, leftovers, managed }: Selection): string {
  const lines = leftovers.map(
    ({ holding, assigned }) => `  ${describeHolding(holding)}${assigned ? "" : ", not assigned"}`,
  );
  const kept = managed.length === 0 ? "" : ` (${count(managed.length, "managed resource")} left to Terraform)`;
  const head =
    leftovers.length === 0
      ? `${user.name}: nothing is left over${kept}`
      : `${user.name}: ${count(leftovers.length, "leftover")}${kept}`;
  return [head, ...lines].map((line) => `${printable(line)}\n`).join("");
}
