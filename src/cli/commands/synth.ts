import { relative, resolve } from "node:path";
import { projectFolder } from "../../files/project-folder";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import { defineCommand } from "../define-command";
import { asDocument, jsonOptions } from "../json-output";
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
    ...jsonOptions,
  },
  notes: ["If there are findings, nothing is written and earlier output is unchanged."],
  examples: ["synth", "synth accounts/prod.yaml --out build"],
  run: (asked) => {
    const stacks: object[] = [];
    return asDocument(asked, { stacks }, (input, onChecked) =>
      withRosters(
        input,
        async (sound) => {
          const { values, terminal, cwd, env } = input;
          const project = projectFolder(cwd);
          // Where cdktf synth and cdktf deploy look for it, if it is they who ask.
          const own = resolve(project, env.CDKTF_OUTDIR ?? "cdktf.out");
          const out = values.out === undefined ? own : resolve(cwd, values.out);
          const rosters = sound.map(({ roster }) => roster);
          const partly = namedRosters(input).length > 0;
          for (const { roster, folder } of synthesize(rosters, { out, project, partly })) {
            const { stack, file, users } = roster;
            const written = relative(cwd, resolve(folder, "cdk.tf.json"));
            terminal.out(`${printable(written)}\n`);
            terminal.say(`${file}: ${count(users.length, "user")} in stack ${stack}`);
            stacks.push({ stack, file, users: users.length, written });
          }
          return 0;
        },
        { onChecked },
      ),
    );
  },
});
