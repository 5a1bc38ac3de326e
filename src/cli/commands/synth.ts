import { relative, resolve } from "node:path";
import { projectFolder } from "../../files/project-folder";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import { defineCommand } from "../define-command";
import { namedRosters, rosterArguments, rosterOptions, withRosters } from "../rosters";
import { summaries } from "../summaries";
import { synthesize } from "../synthesize";
import { todayOptions } from "../today";

export const synth = defineCommand({
  ...summaries.synth,
  arguments: rosterArguments,
  options: {
    ...rosterOptions,
    ...todayOptions,
    out: { type: "string", value: "DIR", help: "where to write; default: cdktf.out of the project" },
  },
  notes: ["If there are findings, nothing is written and earlier output is unchanged."],
  examples: ["synth", "synth accounts/prod.yaml --out build"],
  run: (input) =>
    withRosters(input, async (sound) => {
      const { values, terminal, cwd, env } = input;
      const project = projectFolder(cwd);
      // Where cdktf synth and cdktf deploy look for it, if it is they who ask.
      const own = resolve(project, env.CDKTF_OUTDIR ?? "cdktf.out");
      const out = values.out === undefined ? own : resolve(cwd, values.out);
      const rosters = sound.map(({ roster }) => roster);
      for (const { roster, folder } of synthesize(rosters, { out, project, partly: namedRosters(input).length > 0 })) {
        terminal.out(`${printable(relative(cwd, resolve(folder, "cdk.tf.json")))}\n`);
        terminal.say(`${roster.file}: ${count(roster.users.length, "user")} in stack ${roster.stack}`);
      }
      return 0;
    }),
});
