import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { renderRemovals } from "../../live/verify/render";
import { findBinary } from "../../terraform/binary";
import { TerraformFailure } from "../../terraform/failure";
import { Workspace } from "../../terraform/workspace";
import { printable } from "../../text/printable";
import { auditFileOf, auditHelp, auditOptions } from "../audit-file";
import { checkRosters, exitCodeOf, soundRosters } from "../check";
import { type Command, type CommandInput, UsageError } from "../command";
import { Deployment, type Planned, PlanRefused } from "../deploy/deployment";
import { finishImports } from "../deploy/finish-imports";
import { checkSaved, removeSaved, writeManifest } from "../deploy/saved-plan";
import { describeLock } from "../deploy/state-lock";
import { formatText } from "../format/text";
import { accountHelp, accountOptions, regionsOf, withAccountOf } from "../live-account";
import { Progress } from "../progress";
import { chooseRosters, projectFolder } from "../project";
import { count } from "../summary";
import { type SynthesizedStack, synthesize } from "../synthesize";
import { readSide } from "./review";

export const deploy: Command = {
  summary: "The guarded way: synth, refresh, plan, ask the account, review, question, apply exactly that plan, verify.",
  usage: "[--file FILE] [--before FILE] [--auto-approve] [--save PLAN | --saved PLAN [--sha256 HEX]] [--audit FILE]",
  help: [
    "--file FILE        the roster, may be repeated; default: those of cdktf.json (context.rosters), or users.yaml",
    "--before FILE      users.yaml as it was, so that the review can tell what was asked for",
    "--auto-approve     asks nobody; applies only when the gate is open",
    "--save PLAN        stops before the question and keeps the plan there; it holds secrets",
    "--saved PLAN       goes on with that plan: asks the account again, and applies this file and no other",
    "--sha256 HEX       with --saved: the digest that was approved",
    "--patience SECS    how long AWS may take to forget who left; default 60",
    ...auditHelp,
    ...accountHelp,
    "",
    "Interrupted anywhere, the same command goes on. Exit codes: 1 a step failed, 3 the gate is closed or somebody is not gone.",
  ],
  options: {
    ...accountOptions,
    ...auditOptions,
    file: { type: "string", multiple: true },
    before: { type: "string" },
    "auto-approve": { type: "boolean" },
    save: { type: "string" },
    saved: { type: "string" },
    sha256: { type: "string" },
    patience: { type: "string" },
  },
  run: (input) => runDeploy(input),
};

/** @param ask puts a question and waits for the answer; undefined where nobody can answer */
export async function runDeploy(input: CommandInput, ask = askOf(input)): Promise<number> {
  const { values, positionals, terminal, today, cwd, env } = input;
  if (values.save !== undefined && values.saved !== undefined)
    throw new UsageError("--save makes a plan, --saved uses one: give one of them");
  if (values.save === undefined && values["auto-approve"] !== true && ask === undefined)
    throw new UsageError(
      "there is no terminal to ask on; give --auto-approve (applies only when the gate is open), or --save PLAN",
    );
  const named = [...((values.file as string[] | undefined) ?? []), ...positionals];
  const checked = await checkRosters(chooseRosters(named, cwd), today === undefined ? {} : { today });
  for (const line of checked.flatMap(({ unreadable }) => unreadable)) terminal.err(`roster: ${printable(line)}\n`);
  if (checked.some(({ diagnostics }) => diagnostics.length > 0)) terminal.err(formatText(checked));
  const rosters = soundRosters(checked);
  if (rosters === undefined) return exitCodeOf(checked);
  const project = projectFolder(cwd);
  if (rosters.length > 1 && (values.save !== undefined || values.saved !== undefined || values.before !== undefined))
    throw new UsageError("--save, --saved and --before are about one roster: choose it with --file");
  const binary = await findBinary(env);
  if (binary === undefined)
    throw new UsageError(
      "there is no terraform or tofu on the PATH; install one: https://developer.hashicorp.com/terraform/install",
    );
  const made = synthesize(rosters, { out: resolve(project, "cdktf.out"), project });
  for (const [index, stack] of made.entries()) {
    const workspace = new Workspace(stack.folder, binary, { env });
    const ended = await deployStack(stack, workspace, checked[index]?.file ?? stack.roster.file, input, ask);
    // Of several stacks, one that stops stops those after it.
    if (ended !== 0) return ended;
  }
  return 0;
}

type Ask = (question: string) => Promise<string>;

async function deployStack(
  { roster, folder }: SynthesizedStack,
  workspace: Workspace,
  file: string,
  input: CommandInput,
  ask: Ask | undefined,
): Promise<number> {
  const { terminal, values, cwd, today, signal } = input;
  const progress = new Progress(terminal);
  const deployment = new Deployment({
    stack: roster.stack,
    workspace,
    auditFile: auditFileOf(input),
    regions: regionsOf(values.region),
    patienceMs: patienceOf(values.patience),
    now: today,
    signal,
    withAccount: (people, work) => withAccountOf(people, input, work),
    onEvent: (event) => {
      if ("address" in event) progress.detail(printable(`${event.type} ${event.address}`));
    },
    onLocked: (lock) => progress.step(printable(`waiting: ${describeLock(lock)}`)),
  });
  const finish = async () => {
    const state = () => workspace.state(signal === undefined ? {} : { signal });
    const told = await finishImports({ project: projectFolder(cwd), stack: roster.stack, folder, state });
    if (told !== undefined) terminal.out(told);
  };
  const saved = values.saved === undefined ? undefined : resolve(cwd, String(values.saved));
  const kept = values.save === undefined ? undefined : resolve(cwd, String(values.save));
  if (saved !== undefined)
    checkSaved(saved, roster.stack, values.sha256 === undefined ? undefined : String(values.sha256));
  try {
    progress.step(`${roster.stack}: terraform init`);
    await workspace.init(signal === undefined ? {} : { signal });
    const planned = saved === undefined ? await makePlan(deployment, kept, progress) : await deployment.read(saved);
    const earlier = await deployment.verifyPending(planned.people);
    if (earlier.length > 0) terminal.out(`removed by a run that was cut off:\n${renderRemovals(earlier)}`);
    if (!planned.changes) {
      terminal.out(`${roster.stack}: nothing to change\n`);
      await finish();
      return earlier.every(({ result }) => result === "gone") ? 0 : 3;
    }
    const finished = kept === undefined ? await deployment.finishDevices(planned) : [];
    for (const serial of finished)
      terminal.out(
        printable(`deleted ${serial}: an apply that was cut off had deactivated it and no more`).concat("\n"),
      );
    progress.step("asking the account");
    const report = await deployment.ask(planned);
    const before = values.before === undefined ? undefined : (await readSide(String(values.before), cwd, today)).side;
    const judgement = deployment.judge(planned, report, { before, after: (await readSide(file, cwd, today)).side });
    progress.clear();
    terminal.out(judgement.text);
    if (kept !== undefined) {
      writeManifest(kept, { stack: roster.stack, sha256: planned.sha256, madeAt: report.checkedAt });
      terminal.out(
        `\nThe plan is ${printable(kept)}, SHA-256 ${planned.sha256}. To apply it: roster deploy --saved ${printable(kept)} --sha256 ${planned.sha256}\n`,
      );
    }
    if (!judgement.open) {
      terminal.err(`\nNothing was applied: the gate is closed by ${judgement.closedBy.join(", ")}\n`);
      if (deployment.afterCutOff)
        terminal.err(
          "An apply was cut off before: what it made and the state does not have, roster adopt --mend imports.\n",
        );
      return 3;
    }
    if (kept !== undefined) return 0;
    if (!(await agreed(planned, input, ask))) {
      terminal.err("Nothing was applied.\n");
      return 3;
    }
    progress.step("terraform apply");
    await deployment.apply(planned, report);
    if (saved !== undefined) removeSaved(saved);
    progress.step("verifying");
    const removals = await deployment.verify(planned, report);
    progress.clear();
    terminal.out(
      removals.length === 0 ? `${roster.stack}: applied\n` : `${roster.stack}: applied\n${renderRemovals(removals)}`,
    );
    await finish();
    return [...removals, ...earlier].every(({ result }) => result === "gone") ? 0 : 3;
  } catch (error) {
    progress.clear();
    if (error instanceof PlanRefused) {
      terminal.err(`roster: ${error.message}\n`);
      return 3;
    }
    if (signal?.aborted || (error instanceof TerraformFailure && error.reason === "interrupted")) {
      terminal.err("Interrupted. What was done is in the state and in the audit log; the same command goes on.\n");
      return 130;
    }
    throw error;
  } finally {
    deployment.forgetPlan();
  }
}

async function makePlan(deployment: Deployment, kept: string | undefined, progress: Progress): Promise<Planned> {
  progress.step("terraform apply -refresh-only");
  await deployment.refresh();
  progress.step("terraform plan");
  return deployment.plan(kept ?? deployment.ownPlanFile);
}

/** Where people leave, their number has to be typed: a yes is typed too fast. */
async function agreed({ people }: Planned, { values }: CommandInput, ask: Ask | undefined): Promise<boolean> {
  if (values["auto-approve"] === true) return true;
  if (ask === undefined) return false;
  const leaving = people.leavers.length;
  const [question, expected] =
    leaving === 0
      ? ['Apply this plan? Type "yes": ', "yes"]
      : [
          `${count(leaving, "user")} ${leaving === 1 ? "leaves" : "leave"}: ${people.leavers.map(({ name }) => name).join(", ")}. Type ${leaving} to apply: `,
          String(leaving),
        ];
  return (await ask(printable(question))).trim().toLowerCase() === expected;
}

function askOf({ terminal, signal }: CommandInput): Ask | undefined {
  if (!terminal.interactive || process.stdin.isTTY !== true) return undefined;
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question, signal === undefined ? {} : { signal });
    } finally {
      lines.close();
    }
  };
}

function patienceOf(given: unknown): number | undefined {
  if (given === undefined) return undefined;
  const seconds = Number(given);
  if (seconds >= 0) return seconds * 1000;
  throw new UsageError(`--patience ${JSON.stringify(given)} is not allowed; write a number of seconds`);
}
