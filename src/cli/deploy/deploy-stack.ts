import { resolve } from "node:path";
import { identityOf } from "../../../constructs/identity-output";
import { projectFolder } from "../../files/project-folder";
import { pendingPlace } from "../../leaving/pending/place";
import { renderRemovals } from "../../leaving/verify/render";
import { isChange } from "../../plan/change";
import type { Roster } from "../../roster/index";
import type { Workspace } from "../../terraform/workspace";
import { defined } from "../../text/defined";
import { printable } from "../../text/printable";
import { auditFileOf } from "../audit-file";
import type { DeployInput } from "../commands/deploy";
import { patienceMsOf, regionsOf, withAccountOf } from "../live-account";
import { projectIdOf } from "../project";
import { readSide } from "../roster-side";
import { StateDamaged } from "../state/damaged";
import { StateGuard } from "../state/state-guard";
import type { SynthesizedStack } from "../synthesize";
import { type Ask, agreed } from "./ask";
import { bringBack } from "./bring-back";
import { causeOf } from "./cause";
import { Course } from "./course";
import { Deployment, PlanRefused } from "./deployment";
import { finishImports } from "./finish-imports";
import { halfMadeUsers } from "./half-made";
import { againLine, deployLine, mendLine } from "./next-line";
import type { Planned } from "./planned";
import { allProved, renderEarlier, renderFinished } from "./render-earlier";
import { checkSaved, removeSaved, writeManifest } from "./saved-plan";
import { describeLock, lockNotReleased } from "./state-lock";
import { tellStop } from "./tell-stop";
import { unsavedState } from "./unsaved-state";

/** One stack on the guarded way. @returns the exit code */
export async function deployStack(
  { roster, folder }: SynthesizedStack,
  workspace: Workspace,
  file: string,
  input: DeployInput,
  ask: Ask | undefined,
): Promise<number> {
  const { terminal, values, cwd, env, today, signal } = input;
  const { stack, backend } = roster;
  const auditFile = auditFileOf(input);
  const course = new Course();
  const deployment = new Deployment({
    stack,
    accountId: roster.account.id,
    workspace,
    auditFile,
    pendingPlace: pendingPlace({ backend, stack, project: projectFolder(cwd), auditFile, env, signal }),
    regions: regionsOf(input),
    patienceMs: patienceMsOf(input),
    now: today,
    signal,
    withAccount: (people, work) => withAccountOf(people, input, work),
    onEvent: (event) => {
      course.see(event);
      if ("address" in event) terminal.draw(`${event.type} ${event.address}`);
    },
    onLocked: (lock) => terminal.say(`waiting: ${describeLock(lock)}`),
  });
  const guard = new StateGuard({
    ...{ roster, workspace, cwd, signal, env, auditFile },
    project: projectFolder(cwd),
    mending: mendLine(input, file),
    owning: {
      own: identityOf(roster, projectIdOf(projectFolder(cwd))),
      taken: values["take-state-of"],
      deploying: deployLine(file, cwd),
    },
    onLocked: (lock) => terminal.say(`waiting: ${describeLock(lock)}`),
  });
  const finish = async () => {
    const state = () => workspace.state(defined({ signal }));
    const told = await finishImports({ project: projectFolder(cwd), stack: roster.stack, folder, state });
    if (told !== undefined) terminal.out(told);
  };
  const saved = values.saved === undefined ? undefined : resolve(cwd, values.saved);
  const kept = values.save === undefined ? undefined : resolve(cwd, values.save);
  if (saved !== undefined) checkSaved(saved, roster.stack, values.sha256);
  let leaving: readonly string[] = [];
  try {
    await guard.beforeInit();
    terminal.say(`${roster.stack}: terraform init`);
    const { version: provider } = await workspace.init(defined({ signal, onStep: terminal.say }));
    course.begin("refresh");
    if (await deployment.storeUnsaved())
      terminal.out("The state that an earlier apply could not save is stored now: it knows what that apply did.\n");
    await guard.afterInit();
    const planned =
      saved === undefined
        ? await makePlan({ deployment, workspace, guard, roster, course }, kept, input)
        : await deployment.read(saved);
    course.begin("account");
    const earlier = await deployment.verifyPending(planned, {
      settles: kept === undefined,
      fresh: saved === undefined,
    });
    terminal.out(renderEarlier(earlier));
    if (!planned.changes) {
      terminal.out(`${roster.stack}: nothing to change\n`);
      if (kept === undefined) await deployment.end();
      await finish();
      if (!allProved(earlier.removals)) return 3;
      guard.done();
      return 0;
    }
    const finished = kept === undefined ? await deployment.finishDevices(planned) : [];
    terminal.out(renderFinished(finished));
    terminal.say("asking the account");
    const report = await deployment.ask(planned);
    const before = values.before === undefined ? undefined : (await readSide(values.before, cwd, today)).side;
    const judgement = deployment.judge(planned, report, {
      ...{ before, provider },
      after: (await readSide(file, cwd, today)).side,
    });
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
          "An earlier apply was interrupted: roster adopt --mend imports what it created and the state does not have.\n",
        );
      return 3;
    }
    if (kept !== undefined) return allProved(earlier.removals) ? 0 : 3;
    course.begin("confirmation");
    if (!values["auto-approve"] && (ask === undefined || !(await agreed(planned, ask)))) {
      terminal.err("Nothing was applied.\n");
      return 3;
    }
    terminal.say("terraform apply");
    course.beginApply(planned.plan.changes.filter(isChange).length);
    leaving = planned.people.leavers.map(({ name }) => name);
    await deployment.apply(planned, report, await guard.beforeApply());
    course.begin("verify");
    if (saved !== undefined) removeSaved(saved);
    terminal.say("verifying");
    const removals = await deployment.verify(planned);
    terminal.out(
      removals.length === 0 ? `${roster.stack}: applied\n` : `${roster.stack}: applied\n${renderRemovals(removals)}`,
    );
    await finish();
    if (!allProved([...removals, ...earlier.removals])) return 3;
    guard.done();
    return 0;
  } catch (error) {
    if (error instanceof StateDamaged) {
      terminal.err(`roster: ${error.message}\n`);
      return 3;
    }
    if (error instanceof PlanRefused) {
      terminal.say(`roster: ${error.message}`);
      return 3;
    }
    const cause = causeOf(error, signal?.aborted === true);
    // What was wrong from the beginning is said by its own words.
    if (cause === "refused" && course.at !== "apply") throw error;
    if (cause !== "interrupted" && error instanceof Error) terminal.err(`roster: ${error.message}\n`);
    terminal.err(
      tellStop({
        error,
        cause,
        course,
        leaving,
        ...afterStop(error, { deployment, workspace, guard, roster, course }, file, input),
      }),
    );
    return cause === "interrupted" ? 130 : 1;
  } finally {
    deployment.forgetPlan();
  }
}

/** What the state is after an apply that stopped, and what to do then. */
function afterStop(error: unknown, { workspace, guard, course }: Planning, file: string, input: DeployInput) {
  const applied = course.at === "apply";
  const next = { again: againLine(input, applied), mend: mendLine(input, file) };
  return { ...next, state: applied ? stateAfter(error, workspace, guard) : undefined };
}

function stateAfter(error: unknown, workspace: Workspace, guard: StateGuard): string {
  const locked = lockNotReleased(error) ? "; it may still be locked: the next roster deploy says how to unlock it" : "";
  const unsaved = unsavedState(workspace);
  if (!guard.isUsable || unsaved?.whole === false)
    return `could not be written, and what is done is not in it: the next roster deploy says how to go on${locked}`;
  if (unsaved === undefined) return `has what is done${locked}`;
  return `could not be saved; what is done is in ${printable(unsaved.file)}, and the next roster deploy stores it${locked}`;
}

interface Planning {
  readonly deployment: Deployment;
  readonly workspace: Workspace;
  readonly guard: StateGuard;
  readonly roster: Roster;
  readonly course: Course;
}

async function makePlan(
  { deployment, workspace, guard, roster, course }: Planning,
  kept: string | undefined,
  input: DeployInput,
): Promise<Planned> {
  const { terminal, signal } = input;
  terminal.say("terraform apply -refresh-only");
  await guard.whileRefreshing(() => deployment.refresh());
  course.begin("leavers");
  for (const line of await bringBack(roster, input, guard)) terminal.out(`${printable(line)}\n`);
  course.begin("plan");
  terminal.say("terraform plan");
  const file = kept ?? deployment.ownPlanFile;
  const planned = await deployment.plan(file);
  const halfMade = halfMadeUsers(planned.plan);
  if (halfMade.length === 0) return planned;
  for (const address of halfMade) {
    await workspace.untaint(address, defined({ signal }));
    terminal.say(`${address} was made by an apply that stopped: it is kept, and not made again`);
  }
  return deployment.plan(file);
}
