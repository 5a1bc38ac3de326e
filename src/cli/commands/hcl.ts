import { relative, resolve } from "node:path";
import { projectFolder } from "../../files/project-folder";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import { defineCommand } from "../define-command";
import { asDocument, jsonOptions } from "../json-output";
import { namedRosters, rosterArguments, rosterOptions, withRosters } from "../rosters";
import { summaries } from "../summaries";
import { todayOptions } from "../today";
import { abandoned, writeHcl } from "../write-hcl";

export const hcl = defineCommand({
  ...summaries.hcl,
  arguments: rosterArguments,
  options: {
    ...rosterOptions,
    ...todayOptions,
    out: { type: "string", value: "DIR", help: "where to write, one folder per stack; default: hcl of the project" },
    ...jsonOptions,
  },
  notes: [
    "The file of a removed user is deleted. Files that roster hcl did not write are never touched.",
    "What roster adopt left in <stack>.imports.json becomes imports.tf.",
    "If there are findings, nothing is written and earlier output is unchanged.",
  ],
  examples: ["hcl", "hcl accounts/prod.yaml --out terraform"],
  run: (asked) => {
    const told: object[] = [];
    return asDocument(asked, { stacks: told }, (input, onChecked) =>
      withRosters(
        input,
        async (sound) => {
          const { values, terminal, cwd } = input;
          const project = projectFolder(cwd);
          const out = values.out === undefined ? resolve(project, "hcl") : resolve(cwd, values.out);
          const rosters = sound.map(({ roster }) => roster);
          const stacks = writeHcl(rosters, { out, project });
          for (const [index, { folder, written, removed }] of stacks.entries()) {
            const { file = "", stack = "", users = [] } = rosters[index] ?? {};
            const where = relative(cwd, folder) || ".";
            terminal.out(`${printable(where)}\n`);
            const changes = `${count(written.length, "file")} written, ${removed.length} removed`;
            terminal.say(`${file}: ${count(users.length, "user")} in stack ${stack}; ${changes}`);
            told.push({ stack, file, users: users.length, folder: where, written, removed });
          }
          if (namedRosters(input).length === 0)
            for (const line of abandoned(out, rosters, cwd)) terminal.say(`roster: ${line}`);
          return 0;
        },
        { onChecked },
      ),
    );
  },
});
