import { printable } from "../../text/printable";
import { type Checked, checkRosters, exitCodeOf } from "../check";
import { type Command, UsageError } from "../command";
import { formatGithub } from "../format/github";
import { formatJson } from "../format/json";
import { formatSarif } from "../format/sarif";
import { formatText } from "../format/text";
import { chooseRosters } from "../project";

const formats: Readonly<Record<string, (checked: readonly Checked[]) => string>> = {
  text: formatText,
  json: formatJson,
  sarif: formatSarif,
  github: formatGithub,
};

export const validate: Command = {
  summary: "Reads and checks rosters, and prints every finding with its line.",
  usage: "[FILE..] [--format text|json|sarif|github]",
  help: [
    "FILE            a roster; default: those of cdktf.json (context.rosters), or users.yaml",
    "--format NAME   text (default), json, sarif (code scanning), github (annotations)",
    "--json          the same as --format json",
  ],
  options: { format: { type: "string" }, json: { type: "boolean" } },
  run: async ({ values, positionals, terminal, today, cwd }) => {
    const name = values.json === true ? "json" : String(values.format ?? "text");
    const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
    if (format === undefined) {
      throw new UsageError(`there is no format ${JSON.stringify(name)}; formats: ${Object.keys(formats).join(", ")}`);
    }
    const checked = await checkRosters(chooseRosters(positionals, cwd), today === undefined ? {} : { today });
    for (const line of checked.flatMap(({ unreadable }) => unreadable)) terminal.err(`roster: ${printable(line)}\n`);
    const anythingRead = checked.some(({ kind, diagnostics }) => kind === "sound" || diagnostics.length > 0);
    if (anythingRead || name !== "text") terminal.out(format(checked));
    return exitCodeOf(checked);
  },
};
