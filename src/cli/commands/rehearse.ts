import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { projectFolder } from "../../files/project-folder";
import { knowsEveryPlatform } from "../../terraform/lock";
import { printable } from "../../text/printable";
import type { SoundRoster } from "../check";
import { defineCommand } from "../define-command";
import { faultsOf, faultsOptions } from "../faults";
import { asDocument, jsonOptions } from "../json-output";
import { describePeople, resourcesByUser } from "../people";
import { lockOptions, pin, versionToLock } from "../provider-lock";
import { type ProviderLock, rehearseStack } from "../rehearsal/rehearse-stack";
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
    ...lockOptions,
    ...faultsOptions,
    ...jsonOptions,
  },
  notes: ["No AWS account is touched: the endpoint is on this machine and ends with the rehearsal."],
  examples: ["rehearse", "rehearse accounts/prod.yaml --together --faults throttle=0.2", "rehearse --update-lock"],
  run: async (asked) => {
    const { values, cwd } = asked;
    // Judged before anything is read or written. A state that is changed is read again for each roster.
    const faults = faultsOf(values);
    const version = versionToLock(values);
    const state = () => (values.state === undefined ? undefined : readStateFile(resolve(cwd, values.state)));
    state();
    const stacks: object[] = [];
    return asDocument(asked, { stacks }, (input, onChecked) => {
      const { terminal, signal } = input;
      const work = async (sound: readonly SoundRoster[]) => {
        const project = projectFolder(cwd);
        let worst = 0;
        let lock: ProviderLock | undefined;
        const locking = values["update-lock"] ? { version, onLock: (made: ProviderLock) => (lock = made) } : undefined;
        const rosters = sound.map(({ roster }) => roster);
        const partly = namedRosters(input).length > 0;
        const made = synthesize(rosters, { out: resolve(project, "cdktf.out"), project, partly });
        for (const { roster, folder } of made) {
          const stackFile = join(folder, "cdk.tf.json");
          terminal.out(`\nWould be created, in ${printable(relative(cwd, stackFile))}:\n\n`);
          terminal.out(describePeople(roster, resourcesByUser(JSON.parse(readFileSync(stackFile, "utf8")))));
          const about = { roster, stackFile, together: values.together, faults, state: state(), project, locking };
          const { exitCode, ...report } = await rehearseStack(about, input);
          stacks.push({ stack: roster.stack, file: roster.file, users: roster.users.length, ...report });
          worst = Math.max(worst, exitCode);
          if (signal?.aborted) break;
        }
        if (worst === 0 && lock !== undefined) terminal.say(pinnedLine(project, lock));
        return worst;
      };
      return withRosters(input, work, { report: terminal.out, onChecked });
    });
  },
});

/** Only what was rehearsed for every roster is pinned. */
function pinnedLine(project: string, { text, product }: ProviderLock): string {
  const version = pin(project, text, product);
  const platforms = knowsEveryPlatform(text) ? "" : ", with the checksum of this machine's platform only";
  return `hashicorp/aws ${version} is pinned in .terraform.lock.hcl${platforms}; commit that file`;
}
