import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { preflight as ask } from "../../live/preflight/preflight";
import { renderPreflight } from "../../live/preflight/render";
import { peopleOf } from "../../plan/people";
import { type Command, UsageError } from "../command";
import { accountHelp, accountOptions, regionsOf, withAccountOf } from "../live-account";
import { readPlanFile } from "../plan-file";

export const preflight: Command = {
  summary: "Asks the account what would make a plan fail or hurt: leftovers, KMS keys, last use, names taken.",
  usage: "PLAN.json [--json] [--out FILE] [--region REGION].. [--recent-days N] [--concurrency N]",
  help: [
    "PLAN.json          what terraform show -json PLAN says; it holds secrets: keep it private, delete it soon",
    "--json             the report as JSON instead of text",
    "--out FILE         writes the JSON to a file as well, for roster review --preflight FILE",
    "--recent-days N    so many days back count as still in use; default 30",
    ...accountHelp,
    "",
    "Only reads. What may not be seen is reported as such, and closes the gate where it matters. Exit code 3: errors.",
  ],
  options: { ...accountOptions, json: { type: "boolean" }, out: { type: "string" }, "recent-days": { type: "string" } },
  run: async (input) => {
    const { positionals, values, terminal, cwd, today } = input;
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError("usage: roster preflight PLAN.json");
    const { plan: read, sha256 } = readPlanFile(file, cwd);
    const plan = peopleOf(read);
    const report = await withAccountOf(plan, input, (account) =>
      ask(account, {
        plan,
        planSha256: sha256,
        regions: regionsOf(values.region),
        recentDays: recentDaysOf(values["recent-days"]),
        now: today,
        report: { signal: input.signal, pollMs: 500 },
      }),
    );
    const json = `${JSON.stringify(report, undefined, 2)}\n`;
    if (values.out !== undefined) writeFileSync(resolve(cwd, String(values.out)), json);
    terminal.out(values.json === true ? json : renderPreflight(report));
    return report.findings.some(({ severity }) => severity === "error") ? 3 : 0;
  },
};

function recentDaysOf(given: unknown): number | undefined {
  if (given === undefined) return undefined;
  const days = Number(given);
  if (Number.isInteger(days) && days >= 0) return days;
  throw new UsageError(`--recent-days ${JSON.stringify(given)} is not allowed; write a whole number of days`);
}
