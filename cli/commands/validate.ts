import { type Checked, checkRosters, exitCodeOf } from "../check";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { formatGithub } from "../format/github";
import { formatJson } from "../format/json";
import { formatSarif } from "../format/sarif";
import { formatText } from "../format/text";
import { chooseRosters } from "../project";
import { namedRosters, rosterArguments, rosterOptions, sayUnreadable } from "../rosters";

const formats: Readonly<Record<string, (checked: readonly Checked[]) => string>> = {
  text: formatText,
  json: formatJson,
  sarif: formatSarif,
  github: formatGithub,
};

export const validate = defineCommand({
  name: "validate",
  task: "check",
  summary: "Reads and checks rosters, and prints every finding with its line.",
  arguments: rosterArguments,
  options: {
    ...rosterOptions,
    format: {
      type: "string",
      value: "NAME",
      help: "text (default), json, sarif (code scanning), github (annotations)",
    },
    json: { type: "boolean", help: "the same as --format json" },
  },
  examples: ["validate", "validate accounts/prod.yaml --format sarif"],
  run: async (input) => {
    const { values, terminal, today, cwd } = input;
    const name = values.json ? "json" : (values.format ?? "text");
    const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
    if (format === undefined) {
      throw new UsageError(`there is no format ${JSON.stringify(name)}; formats: ${Object.keys(formats).join(", ")}`);
    }
    const checked = await checkRosters(chooseRosters(namedRosters(input), cwd), today === undefined ? {} : { today });
    sayUnreadable(checked, input);
    const anythingRead = checked.some(({ kind, diagnostics }) => kind === "sound" || diagnostics.length > 0);
    if (anythingRead || name !== "text") terminal.out(format(checked));
    return exitCodeOf(checked);
  },
});
