import { resolve } from "node:path";
import { projectFolder } from "../../files/project-folder";
import { renderRemovals } from "../../leaving/verify/render";
import { TerraformFailure } from "../../terraform/failure";
import type { Workspace } from "../../terraform/workspace";
import { defined } from "../../text/defined";
import { printable } from "../../text/printable";
import { auditFileOf } from "../audit-file";
import type { DeployInput } from "../commands/deploy";
import { patienceMsOf, regionsOf, withAccountOf } from "../live-account";
import { readSide } from "../roster-side";
import type { SynthesizedStack } from "../synthesize";
import type { Terminal } from "../terminal";
import { type Ask, agreed } from "./ask";
import { Deployment, type Planned, PlanRefused } from "./deployment";
import { finishImports } from "./finish-imports";
import { checkSaved, removeSaved, writeManifest } from "./saved-plan";
import { describeLock } from "./state-lock";

/** One stack on the guarded way. @returns the exit code */
export async function deployStack(
  { roster, folder }: SynthesizedStack,
  workspace: Workspace,
  file: string,
  input: DeployInput,
  ask: Ask | undefined,
): Promise<number> {
  const { terminal, values, cwd, today, signal } = input;
  const deployment = new Deployment({
    stack: roster.stack,
    workspace,
    auditFile: auditFileOf(input),
    regions: regionsOf(input),
    patienceMs: patienceMsOf(input),
    now: today,
    signal,
    withAccount: (people, work) => withAccountOf(people, input, work),
    onEvent: (event) => {
      if ("address" in event) terminal.draw(`${event.type} ${event.address}`);
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
  try {
    terminal.say(`${roster.stack}: terraform init`);
    await workspace.init(defined({ signal, onStep: terminal.say }));
    const planned = saved === undefined ? await makePlan(deployment, kept, terminal) : await deployment.read(saved);
    const earlier = await deployment.verifyPending(planned.people);
    if (earlier.length > 0) terminal.out(`removed by an interrupted run:\n${renderRemovals(earlier)}`);
    if (!planned.changes) {
      terminal.out(`${roster.stack}: nothing to change\n`);
      await finish();
      return earlier.every(({ result }) => result === "gone") ? 0 : 3;
    }
    const finished = kept === undefined ? await deployment.finishDevices(planned) : [];
    for (const serial of finished)
      terminal.out(printable(`deleted ${serial}: an interrupted apply had only deactivated it`).concat("\n"));
    terminal.say("asking the account");
    const report = await deployment.ask(planned);
    const before = values.before === undefined ? undefined : (await readSide(values.before, cwd, today)).side;
    const judgement = deployment.judge(planned, report, { before, after: (await readSide(file, cwd, today)).side });
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
    if (kept !== undefined) return 0;
    if (!values["auto-approve"] && (ask === undefined || !(await agreed(planned, ask)))) {
      terminal.err("Nothing was applied.\n");
      return 3;
    }
    terminal.say("terraform apply");
    await deployment.apply(planned, report);
    if (saved !== undefined) removeSaved(saved);
    terminal.say("verifying");
    const removals = await deployment.verify(planned, report);
    terminal.out(
      removals.length === 0 ? `${roster.stack}: applied\n` : `${roster.stack}: applied\n${renderRemovals(removals)}`,
    );
    await finish();
    return [...removals, ...earlier].every(({ result }) => result === "gone") ? 0 : 3;
  } catch (error) {
    if (error instanceof PlanRefused) {
      terminal.say(`roster: ${error.message}`);
      return 3;
    }
    if (signal?.aborted || (error instanceof TerraformFailure && error.reason === "interrupted")) {
      terminal.err("Interrupted. What was done is in the state and in the audit log; the same command continues.\n");
      return 130;
    }
    throw error;
  } finally {
    deployment.forgetPlan();
  }
}

async function makePlan(deployment: Deployment, kept: string | undefined, terminal: Terminal): Promise<Planned> {
  terminal.say("terraform apply -refresh-only");
  await deployment.refresh();
  terminal.say("terraform plan");
  return deployment.plan(kept ?? deployment.ownPlanFile);
}
