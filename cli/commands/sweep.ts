import { AuditLog } from "../../live/audit-log/audit-log";
import { checkLog } from "../../live/audit-log/check";
import { requireAccount } from "../../live/caller";
import { describeHolding } from "../../live/kinds";
import { type Selection, SweepRefused, selectLeftovers } from "../../live/sweep/select";
import { sweep as remove, SweepStopped } from "../../live/sweep/sweep";
import { peopleOf } from "../../plan/people";
import { printable } from "../../text/printable";
import { auditFileOf, auditHelp, auditOptions } from "../audit-file";
import { type Command, type CommandInput, UsageError } from "../command";
import { accountHelp, accountOptions, withAccountOf } from "../live-account";
import { readPlanFile } from "../plan-file";
import { count } from "../summary";

export const sweep: Command = {
  summary: "Removes what users that leave hold and Terraform does not manage; dry unless --yes.",
  usage: "USER.. --plan PLAN.json [--yes] [--audit FILE] [--concurrency N]",
  help: [
    "USER               IAM names; each must be removed by the plan",
    "--plan PLAN.json   what terraform show -json PLAN says: who leaves, and what is managed",
    "--yes              does it; without it, only shows what it would do",
    ...auditHelp,
    ...accountHelp.filter((line) => !line.startsWith("--region")),
    "",
    "Each call is in the audit log before it is made. It stops at the first surprise, and may be run again.",
  ],
  options: { ...accountOptions, ...auditOptions, plan: { type: "string" }, yes: { type: "boolean" } },
  run: async (input) => {
    const { positionals, values, terminal, cwd } = input;
    if (positionals.length === 0 || values.plan === undefined)
      throw new UsageError("usage: roster sweep USER.. --plan PLAN.json");
    const { plan: read, sha256 } = readPlanFile(String(values.plan), cwd);
    const plan = peopleOf(read);
    return withAccountOf(plan, input, async (account) => {
      try {
        const caller = await requireAccount(account, plan.accountIds);
        const selections: Selection[] = [];
        const { entries } = checkLog(auditFileOf(input));
        // All users are judged before the first call that removes anything.
        for (const name of new Set(positionals))
          selections.push(await selectLeftovers(account, plan, name, caller, entries));
        terminal.out(selections.map(describe).join(""));
        const total = selections.reduce((sum, { leftovers }) => sum + leftovers.length, 0);
        if (total === 0 || values.yes !== true) {
          if (total > 0) terminal.out("\nNothing was removed. To remove exactly this: the same command with --yes\n");
          return 0;
        }
        const removed = await removeAll(selections, { account, caller, planSha256: sha256 }, input);
        terminal.out(`\n${count(removed, "leftover")} removed; the audit log is ${printable(auditFileOf(input))}\n`);
        return 0;
      } catch (error) {
        if (!(error instanceof SweepRefused) && !(error instanceof SweepStopped)) throw error;
        terminal.err(`roster: ${printable(error.message, { keepLineBreaks: true })}\n`);
        return 3;
      }
    });
  },
};

async function removeAll(
  selections: readonly Selection[],
  {
    account,
    caller,
    planSha256,
  }: { account: Parameters<typeof remove>[0]; caller: Awaited<ReturnType<typeof requireAccount>>; planSha256: string },
  input: CommandInput,
): Promise<number> {
  const log = AuditLog.open(auditFileOf(input));
  let removed = 0;
  try {
    for (const selection of selections) {
      removed += await remove(account, selection, {
        caller,
        planSha256,
        log,
        onRemoved: (user, what) => input.terminal.err(printable(`removed from ${user}: ${what}`).concat("\n")),
      });
    }
  } finally {
    log.close();
  }
  return removed;
}

function describe({ user, leftovers, managed }: Selection): string {
  const lines = leftovers.map(
    ({ holding, assigned }) => `  ${describeHolding(holding)}${assigned ? "" : ", which nobody has"}`,
  );
  const kept = managed.length === 0 ? "" : ` (${count(managed.length, "managed thing")} left to Terraform)`;
  const head =
    leftovers.length === 0
      ? `${user.name}: nothing is left over${kept}`
      : `${user.name}: ${count(leftovers.length, "leftover")}${kept}`;
  return [head, ...lines].map((line) => `${printable(line)}\n`).join("");
}
