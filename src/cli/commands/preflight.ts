import { resolve } from "node:path";
import { preflightFormats } from "../../leaving/preflight/formats";
import { preflight as ask } from "../../leaving/preflight/preflight";
import { peopleOf } from "../../plan/people";
import { jsonDocument } from "../../text/json";
import { auditFileOptions } from "../audit-file";
import { defineCommand } from "../define-command";
import { accountOptions, regionOptions, regionsOf, withAccountOf } from "../live-account";
import { mayBeInterrupted } from "../pending/interrupted";
import { planArgument, readPlanFile } from "../plan-file";
import { formatOptions, writeOutput, writeReport } from "../report-output";
import { rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { summaries } from "../summaries";

export const preflight = defineCommand({
  ...summaries.preflight,
  arguments: { ...planArgument, ...rosterArgumentsBeside },
  options: {
    ...formatOptions(preflightFormats),
    out: {
      type: "string",
      value: "FILE",
      writes: true,
      help: "writes the JSON to a file as well, for roster review --preflight FILE",
    },
    "recent-days": {
      type: "integer",
      value: "N",
      min: 0,
      help: "used within this many days counts as still in use; default 30",
    },
    ...rosterOptionsBeside,
    ...auditFileOptions,
    ...regionOptions,
    ...accountOptions,
  },
  notes: [
    "Only reads. After an apply that was interrupted, by the record beside the state of the project's rosters or by the audit log, it also finds credentials that were made and are in no state.",
    "What may not be read is reported as such, and closes the gate where it matters. Exit code 3: errors.",
  ],
  examples: ["preflight plan.json --out preflight.json"],
  run: async (input) => {
    const { args, values, cwd, today, signal } = input;
    const { plan: read, sha256 } = readPlanFile(args.plan, cwd);
    const plan = peopleOf(read);
    const interrupted = await mayBeInterrupted(plan, input);
    const report = await withAccountOf(plan, input, (account, progress) =>
      ask(account, {
        plan,
        planSha256: sha256,
        regions: regionsOf(input),
        recentDays: values["recent-days"],
        now: today,
        interrupted,
        report: { signal, pollMs: 500 },
        onLeaver: (done, of) => progress.reached(done, of, ["leaver", "leavers"]),
      }),
    );
    if (values.out !== undefined) writeOutput(resolve(cwd, values.out), jsonDocument(report), { shared: true });
    writeReport(input, preflightFormats, report);
    return report.findings.some(({ severity }) => severity === "error") ? 3 : 0;
  },
});
