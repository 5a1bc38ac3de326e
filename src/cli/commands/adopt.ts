import { projectFolder } from "../../files/project-folder";
import { formatDiagnostic } from "../../roster/index";
import { wrongBetween } from "../adopt/beside";
import { finishAdoption } from "../adopt/finish";
import { adoptFormats } from "../adopt/report";
import { DraftStack } from "../adopt/stack";
import { takeOver } from "../adopt/take-over";
import type { Arguments } from "../arguments";
import { auditFileOf, auditFileOptions } from "../audit-file";
import { UsageError } from "../command";
import { defineCommand, type Input } from "../define-command";
import { accountOptions } from "../live-account";
import { deployLine, mendLine } from "../next-line";
import type { Options } from "../options";
import { formatOptions } from "../report-output";
import { oneRoster, rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { StateDamaged } from "../state/damaged";
import { summaries } from "../summaries";

const options = {
  ...rosterOptionsBeside,
  unmanaged: { type: "boolean", help: "for users that are managed: the credentials that were created by hand" },
  mend: {
    type: "boolean",
    help: "after an interrupted apply (EntityAlreadyExists): imports what is in both the roster and the account, and who was leaving and is still there, to be removed; adds nothing to the roster",
  },
  "state-from": {
    type: "string",
    value: "FILE",
    help: "with --mend, where the local state is empty, cut or older: puts this copy of it in its place; what was there is kept",
  },
  groups: {
    type: "choice",
    choices: ["take", "refer"],
    help: "take: groups without an entry are imported (default for all users); refer: they are only referenced, existing: true (default when users are named)",
  },
  policies: {
    type: "boolean",
    help: "customer managed policies in use are imported too; default: referenced by ARN",
  },
  pending: { type: "boolean", help: "adopt even if the roster has other changes that are not applied yet" },
  "dry-run": { type: "boolean", help: "read, plan and print the entries; write nothing" },
  finish: {
    type: "boolean",
    help: "after the apply: removes the imports that are done; the next plan then adds the tags",
  },
  ...auditFileOptions,
  ...formatOptions(adoptFormats),
  ...accountOptions,
} as const satisfies Options;

const users = {
  users: {
    value: "USER",
    optional: true,
    many: true,
    help: "IAM users; default: all that the roster does not manage",
  },
  ...rosterArgumentsBeside,
} as const satisfies Arguments;

export type AdoptInput = Input<typeof options, typeof users>;

export const adopt = defineCommand({
  ...summaries.adopt,
  arguments: users,
  options,
  notes: [
    "If there is no roster, one is created.",
    "Writes nothing to AWS. Files are written when the plan holds imports only; exit code 3 when it does not.",
  ],
  examples: ["adopt --dry-run", "adopt alice bob", "adopt accounts/prod.yaml", "adopt --finish"],
  run: async (input) => {
    const { values, args, cwd } = input;
    const file = oneRoster(input);
    if (values.mend && values.unmanaged) {
      throw new UsageError("--mend adds nothing to the roster, --unmanaged does: one after the other");
    }
    const from = values["state-from"];
    if (from !== undefined && (!values.mend || values["dry-run"])) {
      throw new UsageError(
        "--state-from puts a state in place, for --mend: give it with --mend, and without --dry-run",
      );
    }
    const groups = values.groups ?? (args.users.length === 0 ? "take" : "refer");
    const stack = new DraftStack(projectFolder(cwd), input, {
      auditFile: auditFileOf(input),
      mending: mendLine(input, file.name),
      deploying: deployLine(file.name, cwd),
      mend: values.mend && !values["dry-run"],
      from,
    });
    try {
      const wrong = await wrongBetween(file, input);
      for (const diagnostic of wrong) input.terminal.err(`${formatDiagnostic(diagnostic)}\n`);
      if (wrong.some(({ severity }) => severity === "error")) return 3;
      return values.finish
        ? await finishAdoption(file, stack, input)
        : await takeOver(file, stack, groups === "take", input);
    } catch (error) {
      if (!(error instanceof StateDamaged)) throw error;
      input.terminal.err(`roster: ${error.message}\n`);
      return 3;
    } finally {
      stack.close();
    }
  },
});
