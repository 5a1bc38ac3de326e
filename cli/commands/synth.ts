import { relative, resolve } from "node:path";
import { checkRosters, exitCodeOf, soundRosters } from "../check";
import type { Command } from "../command";
import { formatText } from "../format/text";
import { chooseRosters, projectFolder } from "../project";
import { count } from "../summary";
import { synthesize } from "../synthesize";

export const synth: Command = {
  summary: "Writes each roster as a stack, cdktf.out/stacks/<stack>/cdk.tf.json, as cdktf synth does.",
  usage: "[--file FILE].. [--out DIR]",
  help: [
    "--file FILE  a roster, may be repeated; default: those of cdktf.json (context.rosters), or users.yaml",
    "--out DIR    where to write; default: cdktf.out of the project",
    "",
    "With findings nothing is written, and what an earlier run wrote stays as it was.",
  ],
  options: { file: { type: "string", multiple: true }, out: { type: "string" } },
  run: async ({ values, positionals, terminal, today, cwd }) => {
    const named = [...((values.file as string[] | undefined) ?? []), ...positionals];
    const project = projectFolder(cwd);
    const checked = await checkRosters(chooseRosters(named, cwd), today === undefined ? {} : { today });
    for (const line of checked.flatMap(({ unreadable }) => unreadable)) terminal.err(`roster: ${line}\n`);
    if (checked.some(({ diagnostics }) => diagnostics.length > 0)) terminal.err(formatText(checked));
    const rosters = soundRosters(checked);
    if (rosters === undefined) return exitCodeOf(checked);
    const out = values.out === undefined ? resolve(project, "cdktf.out") : resolve(cwd, String(values.out));
    const stacks = synthesize(rosters, { out, project });
    for (const { roster, folder } of stacks) {
      const path = relative(cwd, resolve(folder, "cdk.tf.json"));
      terminal.out(`${path}\n`);
      terminal.err(`${roster.file}: ${count(roster.users.length, "user")} in stack ${roster.stack}\n`);
    }
    return 0;
  },
};
