import { existsSync } from "node:fs";
import { checkLog, headFileOf } from "../../leaving/audit-log/check";
import { stateOf } from "../../plan/state";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import { auditFileOf } from "../audit-file";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { writeOutcome } from "../json-output";
import { readJsonFile } from "../read-file";
import { writeReport } from "../report-output";
import { summaries } from "../summaries";
import { beginPlan, verifyPlan } from "../verify/of-plan";
import { verifyProject } from "../verify/of-project";
import { type VerifyInput, verifyArguments, verifyOptions } from "../verify/options";
import { exitCodeOf, verifyFormats } from "../verify/report";

export const verify = defineCommand({
  ...summaries.verify,
  arguments: verifyArguments,
  options: verifyOptions,
  notes: [
    "Whoever was to leave is checked by each run, with or without a plan, until the audit log has the proof.",
    "Exit code 3: a user or a device still exists, something could not be checked, or the log was changed.",
  ],
  examples: ["verify", "verify plan.json --begin", "verify plan.json --state state.json", "verify --log"],
  run: async (input) => {
    const { args, values, cwd } = input;
    if (values.log) return checkAuditLog(auditFileOf(input), input);
    if (values.begin) {
      if (args.plan === undefined) throw new UsageError("usage: roster verify PLAN.json --begin");
      return beginPlan(args.plan, input);
    }
    const state = values.state === undefined ? undefined : stateOf(readJsonFile(values.state, cwd));
    const report =
      args.plan === undefined ? await verifyProject(state, input) : await verifyPlan(args.plan, state, input);
    writeReport(input, verifyFormats, report);
    return exitCodeOf(report);
  },
});

function checkAuditLog(file: string, input: VerifyInput): number {
  // Before the first apply there is no log. But a log that is asked for by name and is missing may have been removed: that is an error.
  if (!existsSync(file) && !existsSync(headFileOf(file)))
    throw new UsageError(`there is no audit log ${printable(file)}; name it with --audit FILE`);
  const { problems, entries, cutOff } = checkLog(file);
  const end = cutOff ? "; its last line is incomplete, and the next run continues" : "";
  const intact = [`${file}: ${count(entries.length, "entry", "entries")}, all intact${end}`];
  const lines = problems.length > 0 ? problems : intact;
  const document = { auditLog: file, entries: entries.length, problems, cutOff };
  writeOutcome(input, lines.map((line) => `${printable(line)}\n`).join(""), document);
  return problems.length > 0 ? 3 : 0;
}
