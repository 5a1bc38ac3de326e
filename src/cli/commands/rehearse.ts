import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { projectFolder } from "../../files/project-folder";
import { printable } from "../../text/printable";
import type { SoundRoster } from "../check";
import { defineCommand } from "../define-command";
import { faultsOf, faultsOptions } from "../faults";
import { describePeople, resourcesByUser } from "../people";
import { rehearseStack } from "../rehearsal/rehearse-stack";
import { readStateFile } from "../rehearsal/state-file";
import { namedRosters, rosterArguments, rosterOptions, withRosters } from "../rosters";
import { summaries } from "../summaries";
import { synthesize } from "../synthesize";
import { todayOptions } from "../today";

export const rehearse = defineCommand({
  ...summaries.rehearse,
  arguments: rosterArguments,
  options: {
    ...rosterOptions,
    ...todayOptions,
    together: { type: "boolean", help: "delete all entries in one change; default: one person after the other" },
    state: {
      type: "string",
      value: "FILE",
      help: "the account starts as a copy of FILE, which roster sandbox --state saved; FILE is not changed",
    },
    ...faultsOptions,
  },
  notes: ["No AWS account is touched: the endpoint is on this machine and ends with the rehearsal."],
  examples: ["rehearse", "rehearse accounts/prod.yaml --together --faults throttle=0.2"],
  run: async (input) => {
    const { values, terminal, cwd, signal } = input;
    // Judged before anything is read or written. A state that is changed is read again for each roster.
    const faults = faultsOf(values);
    const state = () => (values.state === undefined ? undefined : readStateFile(resolve(cwd, values.state)));
    state();
    const work = async (sound: readonly SoundRoster[]) => {
      const project = projectFolder(cwd);
      let worst = 0;
      const rosters = sound.map(({ roster }) => roster);
      const partly = namedRosters(input).length > 0;
      const made = synthesize(rosters, { out: resolve(project, "cdktf.out"), project, partly });
      for (const { roster, folder } of made) {
        const stackFile = join(folder, "cdk.tf.json");
        terminal.out(`\nWould be created, in ${printable(relative(cwd, stackFile))}:\n\n`);
        terminal.out(describePeople(roster, resourcesByUser(JSON.parse(readFileSync(stackFile, "utf8")))));
        const { together } = values;
        worst = Math.max(worst, await rehearseStack({ roster, stackFile, together, faults, state: state() }, input));
        if (signal?.aborted) break;
      }
      return worst;
    };
    return withRosters(input, work, { report: terminal.out });
  },
});
