import { relative } from "node:path";
import { projectFolder } from "../../files/project-folder";
import type { PreflightReport } from "../../leaving/preflight/report";
import { renderRemovals } from "../../leaving/verify/render";
import { isChange } from "../../plan/change";
import type { Workspace } from "../../terraform/workspace";
import { defined } from "../../text/defined";
import { printable } from "../../text/printable";
import { secondsInWords } from "../../text/seconds";
import { shellWord } from "../../text/shell-word";
import type { DeployInput } from "../commands/deploy";
import { initPinned, notPinned } from "../provider-lock";
import { readSide } from "../roster-side";
import type { SynthesizedStack } from "../synthesize";
import { type Ask, agreed } from "./ask";
import { finishImports } from "./finish-imports";
import { handoverLines, handoversOf } from "./handover";
import { makePlan } from "./make-plan";
import type { Planned } from "./planned";
import { allProved, renderEarlier, renderFinished } from "./render-earlier";
import type { StackReport } from "./report";
import { openRun, type Run } from "./run";
import { checkSaved, removeSaved, writeManifest } from "./saved-plan";
import { stopped } from "./stopped";

/** One stack on the guarded way. @returns the exit code */
export async function deployStack(
  stack: SynthesizedStack,
  workspace: Workspace,
  file: string,
  input: DeployInput,
  ask: Ask | undefined,
  reports: StackReport[],
): Promise<number> {
  const run = openRun(stack, workspace, file, input);
  if (run.saved !== undefined) checkSaved(run.saved, run.roster.stack, input.values.sha256);
  const { report } = run;
  reports.push(report);
  try {
    report.exitCode = await guardedWay(run, ask);
    return report.exitCode;
  } catch (error) {
    report.exitCode = stopped(error, run);
    return report.exitCode;
  } finally {
    run.deployment.forgetPlan();
  }
}

async function guardedWay(run: Run, ask: Ask | undefined): Promise<number> {
  const { roster, workspace, deployment, guard, course, saved, kept, input, report: told } = run;
  const { terminal, values, signal } = input;
  await guard.beforeInit();
  terminal.say(`${roster.stack}: terraform init`);
  const { version: provider, pinned } = await initPinned(
    workspace,
    projectFolder(input.cwd),
    defined({ signal, onStep: terminal.say }),
  );
  if (!pinned) terminal.say(notPinned(provider));
  course.begin("refresh");
  const stored = await deployment.storeUnsaved();
  if (stored !== undefined) terminal.out(`${roster.stack}: ${printable(stored)}\n`);
  await guard.afterInit();
  const planned = saved === undefined ? await makePlan(run) : await deployment.read(saved);
  course.begin("account");
  const earlier = await deployment.verifyPending(planned, { settles: kept === undefined, fresh: saved === undefined });
  terminal.out(renderEarlier(earlier));
  told.removals.push(...earlier.removals);
  if (!planned.changes) {
    told.result = "nothing to change";
    terminal.out(`${roster.stack}: nothing to change\n`);
    if (kept === undefined) await deployment.end();
    return end(run, allProved(earlier.removals));
  }
  terminal.out(renderFinished(kept === undefined ? await deployment.finishDevices(planned) : []));
  terminal.say("asking the account");
  const report = await deployment.ask(planned);
  if (!(await gateIsOpen(run, planned, report, provider))) return 3;
  if (kept !== undefined) return allProved(earlier.removals) ? 0 : 3;
  course.begin("confirmation");
  if (!values["auto-approve"] && (ask === undefined || !(await agreed(planned, ask)))) {
    told.result = "not confirmed";
    terminal.err("Nothing was applied.\n");
    return 3;
  }
  terminal.say("terraform apply");
  const begunAt = Date.now();
  course.beginApply(
    planned.plan.changes.filter(isChange).length,
    planned.people.leavers.map(({ name }) => name),
  );
  // All of it until the apply stops: then what it made by then.
  told.handover = handoversOf(planned.plan.changes, roster, {
    binary: input.env.TERRAFORM_BINARY_NAME?.trim() || workspace.binary.product,
    folder: relative(input.cwd, run.folder) || ".",
  });
  await deployment.apply(planned, report, await guard.beforeApply());
  told.result = "applied";
  course.begin("verify");
  if (saved !== undefined) removeSaved(saved);
  terminal.say(`applied in ${secondsInWords(Date.now() - begunAt)}; verifying`);
  const removals = await deployment.verify(planned);
  told.removals.push(...removals);
  terminal.out(`${roster.stack}: applied\n${renderRemovals(removals)}`);
  for (const line of handoverLines(told.handover)) terminal.out(`${printable(line, { max: 2000 })}\n`);
  return end(run, allProved([...removals, ...earlier.removals]));
}

/** Shows what the plan means, and keeps it where that was asked for. */
async function gateIsOpen(
  { roster, deployment, file, kept, input, report: told }: Run,
  planned: Planned,
  report: PreflightReport,
  provider: string | undefined,
): Promise<boolean> {
  const { terminal, values, cwd, today } = input;
  const sideOf = async (name: string) => (await readSide(name, cwd, today)).side;
  const before = values.before === undefined ? undefined : await sideOf(values.before);
  const judgement = deployment.judge(planned, report, { before, provider, after: await sideOf(file) });
  terminal.out(judgement.text);
  told.review = judgement.review;
  told.preflight = report;
  told.result = judgement.open ? "begun" : "gate closed";
  if (kept !== undefined) {
    told.plan = { file: kept, sha256: planned.sha256 };
    if (judgement.open) told.result = "plan saved";
    writeManifest(kept, { stack: roster.stack, sha256: planned.sha256, madeAt: report.checkedAt });
    const apply = `To apply it: roster deploy --saved ${shellWord(kept)} --sha256 ${planned.sha256}`;
    const next = judgement.open ? apply : "The gate is closed: it is there to be looked at.";
    terminal.out(`\nThe plan is ${printable(kept)}, SHA-256 ${planned.sha256}. ${printable(next)}\n`);
  }
  if (judgement.open) return true;
  terminal.err(`\nNothing was applied: the gate is closed by ${judgement.closedBy.join(", ")}\n`);
  if (deployment.afterCutOff)
    terminal.err(
      "An earlier apply was interrupted: roster adopt --mend imports what it created and the state does not have.\n",
    );
  return false;
}

/** @param proved whether everybody is gone who was to leave */
async function end({ roster, folder, workspace, guard, input }: Run, proved: boolean): Promise<number> {
  const { terminal, cwd, signal } = input;
  const state = () => workspace.state(defined({ signal }));
  const told = await finishImports({ project: projectFolder(cwd), stack: roster.stack, folder, state });
  if (told !== undefined) terminal.out(told);
  if (!proved) return 3;
  guard.done();
  return 0;
}
