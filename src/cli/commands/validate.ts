import { analyzerOptions } from "../analyzer/rule";
import { checkRosters, exitCodeOf } from "../check";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { checkFormats } from "../format/index";
import { accountOptions } from "../live-account";
import { chooseRosters, type RosterFile } from "../project";
import { formatOptions, formatsWanted, writeReport } from "../report-output";
import { namedRosters, rosterArguments, rosterOptions, sayUnreadable } from "../rosters";
import { STDIN, withStdinRoster } from "../stdin-roster";
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
  notes: [
    "- is standard input: a roster in one file; its key files are looked for from here.",
    "Exit codes: 0 no errors, 1 a file could not be read, 3 errors.",
  ],
  examples: [
    "validate",
    "validate accounts/prod.yaml --format text,sarif=roster.sarif",
    "validate --account",
    "validate -",
  ],
  run: async (input) => {
    const { cwd, values } = input;
    const { today = new Date() } = judgedDay(input);
    const named = namedRosters(input);
    const check = (files: readonly RosterFile[]) =>
      checkRosters(files, {
        ...{ cwd, today },
        ask: values.account
          ? async (loaded) => {
              const { analyzerDiagnostics } = await import("../analyzer/of-roster");
              return analyzerDiagnostics(loaded, input);
            }
          : undefined,
      });
    if (named.length > 1 && named.includes(STDIN)) throw new UsageError("- is standard input: give it alone");
    const checked =
      named[0] === STDIN ? await withStdinRoster(cwd, (file) => check([file])) : await check(chooseRosters(named, cwd));
    sayUnreadable(checked, input);
    const anythingRead = checked.some(({ kind, diagnostics }) => kind === "sound" || diagnostics.length > 0);
    // What is only for people has been said already.
    if (anythingRead || formatsWanted(input).some(({ name }) => name !== "text"))
      writeReport(input, checkFormats, checked);
    return exitCodeOf(checked);
  },
});
