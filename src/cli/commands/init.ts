import { join, relative, resolve } from "node:path";
import { projectFolder } from "../../files/project-folder";
import { printable } from "../../text/printable";
import { shellWord } from "../../text/shell-word";
import type { Arguments } from "../arguments";
import { checkRosters } from "../check";
import { UsageError } from "../command";
import { defineCommand, type Input } from "../define-command";
import { formatText } from "../format/text";
import { type Answers, backends, cis } from "../init/answers";
import { answersOf } from "../init/ask";
import { begin } from "../init/begin";
import { type Beginning, initFormats } from "../init/report";
import { startingFiles } from "../init/starting-files";
import { accountOptions } from "../live-account";
import type { Options } from "../options";
import { formatOptions, formatsWanted, writeReport } from "../report-output";
import { summaries } from "../summaries";
import { adopt } from "./adopt";

const options = {
  account: { type: "string", value: "ID", help: "the AWS account, 12 digits" },
  region: { type: "string", value: "REGION", help: "of the provider and of the state; default us-east-1" },
  backend: { type: "choice", choices: backends, help: "where the state is kept; default local, with --bucket s3" },
  bucket: { type: "string", value: "NAME", help: "of the state in S3; init does not create it" },
  "state-key": { type: "string", value: "KEY", help: "of the state in the bucket; default iam/users.tfstate" },
  owner: { type: "string", value: "EMAIL", help: "who owns the first users and approves changes (CODEOWNERS)" },
  ci: { type: "choice", choices: cis, help: "whose workflow is written; default github with s3, otherwise none" },
  "pgp-key": {
    type: "string",
    value: "FILE",
    help: "the owner's public PGP key, which encrypts passwords and secret keys; default: nobody has one yet",
  },
  cdktf: { type: "boolean", help: "also cdktf.json, so that cdktf deploy works" },
  "from-account": { type: "boolean", help: "goes on with roster adopt: the users are those of the account" },
  yes: { type: "boolean", help: "asks nothing: what is not given has its default" },
  ...formatOptions(initFormats),
  ...accountOptions,
} as const satisfies Options;

const args = {
  folder: { value: "DIR", optional: true, help: "the folder, new or there already; default: this one" },
} as const satisfies Arguments;

export type InitInput = Input<typeof options, typeof args>;

export const init = defineCommand({
  ...summaries.init,
  arguments: args,
  options,
  notes: [
    "Asks for what is not given, on a terminal. All files are written, or none; no file that is there is written over:",
    "package.json and .gitignore get the entries that they lack, and every other one is kept.",
  ],
  examples: [
    "init",
    "init acme-iam --yes --account 123456789012 --owner alice@example.com",
    "init --from-account --bucket acme-tfstate --owner secops@example.com",
  ],
  run: async (input) => {
    const { cwd, terminal } = input;
    const folder = resolve(cwd, input.args.folder ?? ".");
    const above = projectFolder(folder);
    if (above !== folder && !input.values.cdktf) {
      const where = printable(above);
      throw new UsageError(
        `${where} has a cdktf.json, so roster takes it for the project here too; add --cdktf to begin another one in it`,
      );
    }
    const answers = await answersOf(input);
    const begun = await begin(folder, startingFiles(answers, folder), (drafts) => isSound(drafts, input));
    if (begun === undefined) {
      terminal.say("roster: nothing was written");
      return 3;
    }
    const shown = relative(cwd, folder);
    const report: Beginning = { ...begun, answers, folder: shown, next: nextSteps(answers, shown) };
    if (!answers.fromAccount) {
      writeReport(input, initFormats, report);
      return 0;
    }
    // The report of adopt is the document then.
    terminal.err(initFormats.text(report));
    const formats = formatsWanted(input).map(({ name }) => name);
    return adopt.run(formats.includes("json") ? ["--json"] : [], { ...input, cwd: folder });
  },
});

/** The roster as it will be; one that is there already is not judged. */
async function isSound(drafts: string, { today = new Date(), terminal }: InitInput): Promise<boolean> {
  const path = join(drafts, "users.yaml");
  const checked = await checkRosters([{ path, name: "users.yaml" }], { cwd: drafts, today });
  const sound = checked.every(({ kind, unreadable }) => kind === "sound" || unreadable.length > 0);
  if (!sound) terminal.err(formatText(checked));
  return sound;
}

function nextSteps({ fromAccount, ci, backend, pgpKey }: Answers, folder: string): Beginning["next"] {
  const there = folder === "" ? [] : ([[`cd ${shellWord(folder)}`, ""]] as const);
  if (fromAccount) return [...there, ["roster adopt", "is running now; the same command goes on if it is interrupted"]];
  const key =
    pgpKey === undefined
      ? ([["edit users.yaml", "your people, and pgpKey: without it nobody has a password"]] as const)
      : [];
  const workflow =
    ci === "none"
      ? []
      : ([["read docs/ci.md", "in node_modules/iam-roster: two roles and a bucket, set up once"]] as const);
  const state =
    ci !== "none" && backend.kind === "local"
      ? ([["change backend", "to s3 in users.yaml: a workflow does not reach a local state"]] as const)
      : [];
  return [
    ...there,
    ["npm install", "iam-roster, as package.json pins it"],
    [
      "npm run rehearse -- --update-lock",
      "everybody joins and leaves, with real Terraform in a sandbox on this machine; the provider is pinned",
    ],
    ...key,
    ...state,
    ...workflow,
    ["npm run deploy", "in AWS, after a plan, a review and your yes"],
  ];
}
