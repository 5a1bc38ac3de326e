import { resolve } from "node:path";
import { projectFolder } from "../../files/project-folder";
import { Workspace } from "../../terraform/workspace";
import { printable } from "../../text/printable";
import { auditFileOf, auditFileOptions } from "../audit-file";
import type { SoundRoster } from "../check";
import { type Context, UsageError } from "../command";
import { defineCommand, type Input } from "../define-command";
import { type Ask, askOn } from "../deploy/ask";
import { deployStack } from "../deploy/deploy-stack";
import type { StackReport } from "../deploy/report";
import { asDocument, jsonOptions } from "../json-output";
import { accountOptions, patienceOptions, regionOptions } from "../live-account";
import type { Options } from "../options";
import { otherLeavers } from "../pending/other-leavers";
import { namedRosters, rosterArguments, rosterOptions, withRosters } from "../rosters";
import { summaries } from "../summaries";
import { synthesize } from "../synthesize";
import { requireBinary } from "../terraform-binary";

export const deployOptions = {
  ...rosterOptions,
  before: {
    type: "string",
    value: "FILE",
    help: "the previous users.yaml, so that the review can tell which changes were requested",
  },
  "auto-approve": { type: "boolean", help: "does not ask; applies only if the gate is open" },
  save: {
    type: "string",
    value: "PLAN",
    writes: true,
    help: "stops before the confirmation and saves the plan to this file; it holds secrets",
  },
  saved: {
    type: "string",
    value: "PLAN",
    help: "continues with that plan: checks the account again, and applies exactly this file",
  },
  "take-state-of": {
    type: "string",
    value: "FILE",
    help: "after the roster's file or stack was renamed or moved: whose state it is, as the refusal says; unknown where the state does not say it",
  },
  sha256: { type: "string", value: "HEX", help: "with --saved: the digest that was approved" },
  ...jsonOptions,
  ...patienceOptions,
  ...auditFileOptions,
  ...regionOptions,
  ...accountOptions,
} as const satisfies Options;

export type DeployInput = Input<typeof deployOptions, typeof rosterArguments>;

/** @param askOf puts a question and waits for the answer; gives undefined where nobody can answer */
export const deployAsking = (askOf: (context: Context) => Ask | undefined) =>
  defineCommand({
    ...summaries.deploy,
    arguments: rosterArguments,
    options: deployOptions,
    notes: [
      "If it is interrupted, the same command continues.",
      "Exit codes: 1 a step failed, 3 the gate is closed or a removed user still exists.",
    ],
    examples: ["deploy", "deploy --save roster.tfplan", "deploy --saved roster.tfplan --auto-approve"],
    run: (input) => runDeploy(input, askOf(input)),
  });

export const deploy = deployAsking(askOn);

async function runDeploy(input: DeployInput, ask: Ask | undefined): Promise<number> {
  const { save, saved, before, sha256, "auto-approve": unasked } = input.values;
  if (save !== undefined && saved !== undefined)
    throw new UsageError("--save makes a plan, --saved uses one: give one of them");
  if (sha256 !== undefined && saved === undefined)
    throw new UsageError("--sha256 is the digest of a saved plan that was approved: give it with --saved PLAN");
  if (save === undefined && !unasked && ask === undefined)
    throw new UsageError(
      "there is no terminal for the confirmation; give --auto-approve (applies only when the gate is open), or --save PLAN",
    );
  const document: DeployDocument = { stacks: [], stillLeaving: [] };
  const work = (apart: DeployInput) => async (sound: readonly SoundRoster[]) => {
    const ofOne = [save, saved, before, input.values["take-state-of"]];
    if (sound.length > 1 && ofOne.some((value) => value !== undefined))
      throw new UsageError("--save, --saved, --before and --take-state-of are about one roster: choose it with --file");
    return deployAll(sound, apart, ask, document);
  };
  return asDocument(input, document, (apart, onChecked) =>
    withRosters(apart, work(apart), { drafts: true, onChecked }),
  );
}

/** What `--json` tells beside what was found in the rosters. */
interface DeployDocument {
  readonly stacks: StackReport[];
  /** Who was to leave with a stack that no roster has any more. */
  readonly stillLeaving: string[];
}

async function deployAll(
  sound: readonly SoundRoster[],
  input: DeployInput,
  ask: Ask | undefined,
  { stacks, stillLeaving }: DeployDocument,
): Promise<number> {
  const { cwd, env } = input;
  const project = projectFolder(cwd);
  const binary = await requireBinary(env);
  const rosters = sound.map(({ roster }) => roster);
  const partly = namedRosters(input).length > 0;
  const made = synthesize(rosters, { out: resolve(project, "cdktf.out"), project, partly });
  for (const [index, stack] of made.entries()) {
    const workspace = new Workspace(stack.folder, binary, { env });
    const ended = await deployStack(stack, workspace, sound[index]?.file ?? stack.roster.file, input, ask, stacks);
    // Of several stacks, one that stops stops those after it.
    if (ended !== 0) return ended;
  }
  const others = otherLeavers(rosters, auditFileOf(input));
  stillLeaving.push(...others);
  for (const line of others) input.terminal.out(`${printable(line)}\n`);
  return others.length === 0 ? 0 : 3;
}
