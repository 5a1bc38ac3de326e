import { resolve } from "node:path";
import { projectFolder } from "../../files/project-folder";
import { pendingPlace } from "../../leaving/pending/place";
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
import { Deployment, PlanRefused } from "./deployment";
import { finishImports } from "./finish-imports";
import type { Planned } from "./planned";
import { allProved, renderEarlier } from "./render-earlier";
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
  const { terminal, values, cwd, env, today, signal } = input;
  const { stack, backend } = roster;
  const auditFile = auditFileOf(input);
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
    const earlier = await deployment.verifyPending(planned, {
      settles: kept === undefined,
      fresh: saved === undefined,
    });
    terminal.out(renderEarlier(earlier));
    if (!planned.changes) {
      terminal.out(`${roster.stack}: nothing to change\n`);
      if (kept === undefined) await deployment.end();
      await finish();
      return allProved(earlier.removals) ? 0 : 3;
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
    if (kept !== undefined) return allProved(earlier.removals) ? 0 : 3;
    if (!values["auto-approve"] && (ask === undefined || !(await agreed(planned, ask)))) {
      terminal.err("Nothing was applied.\n");
      return 3;
    }
    terminal.say("terraform apply");
    await deployment.apply(planned, report);
    if (saved !== undefined) removeSaved(saved);
    terminal.say("verifying");
    const removals = await deployment.verify(planned);
    terminal.out(
      removals.length === 0 ? `${roster.stack}: applied\n` : `${roster.stack}: applied\n${renderRemovals(removals)}`,
    );
    await finish();
    return allProved([...removals, ...earlier.removals]) ? 0 : 3;
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
