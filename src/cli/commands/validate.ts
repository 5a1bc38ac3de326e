import { analyzerOptions } from "../analyzer/rule";
import { checkRosters, exitCodeOf } from "../check";
import { defineCommand } from "../define-command";
import { checkFormats } from "../format/index";
import { accountOptions } from "../live-account";
import { chooseRosters } from "../project";
import { formatOptions, formatsWanted, writeReport } from "../report-output";
import { namedRosters, rosterArguments, rosterOptions, sayUnreadable } from "../rosters";
import { summaries } from "../summaries";
import { judgedDay, todayOptions } from "../today";

export const validate = defineCommand({
  ...summaries.validate,
  arguments: rosterArguments,
  options: {
    ...rosterOptions,
    ...todayOptions,
    ...formatOptions(checkFormats),
    ...analyzerOptions,
    ...accountOptions,
  },
  notes: ["Exit codes: 0 no errors, 1 a file could not be read, 3 errors."],
  examples: ["validate", "validate accounts/prod.yaml --format text,sarif=roster.sarif", "validate --account"],
  run: async (input) => {
    const { cwd, values } = input;
    const { today = new Date() } = judgedDay(input);
    const checked = await checkRosters(chooseRosters(namedRosters(input), cwd), {
      ...{ cwd, today },
      ask: values.account
        ? async (loaded) => {
            const { analyzerDiagnostics } = await import("../analyzer/of-roster");
            return analyzerDiagnostics(loaded, input);
          }
        : undefined,
    });
    sayUnreadable(checked, input);
    const anythingRead = checked.some(({ kind, diagnostics }) => kind === "sound" || diagnostics.length > 0);
    // What is only for people has been said already.
    if (anythingRead || formatsWanted(input).some(({ name }) => name !== "text"))
      writeReport(input, checkFormats, checked);
    return exitCodeOf(checked);
  },
});
