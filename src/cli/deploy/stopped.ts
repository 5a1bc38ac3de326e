import { lockNotReleased } from "../../terraform/state-lock";
import { printable } from "../../text/printable";
import { againLine, mendLine } from "../next-line";
import { StateDamaged } from "../state/damaged";
import { unsavedState } from "../state/unsaved-state";
import { causeInWords, causeOf } from "./cause";
import { PlanRefused } from "./deployment";
import { handoverLines, madeUntil } from "./handover";
import type { Run } from "./run";
import { nextOf, tellStop } from "./tell-stop";

/** Says why a run stopped, and how it goes on. @returns the exit code @throws what was wrong from the beginning: its own words say it */
export function stopped(error: unknown, run: Run): number {
  const { terminal, signal } = run.input;
  const { course } = run;
  // Nothing of a plan that was refused is made.
  const refused = error instanceof StateDamaged || error instanceof PlanRefused;
  const made = refused ? [] : madeUntil(course, run.report.handover ?? []);
  run.report.handover = made;
  for (const line of handoverLines(made, "These are made, and to be handed over"))
    terminal.out(`${printable(line, { max: 2000 })}\n`);
  if (error instanceof StateDamaged) {
    run.report.result = "refused";
    run.report.stop = { at: course.at, cause: "refused before the apply", message: error.message };
    terminal.err(`roster: ${error.message}\n`);
    return 3;
  }
  if (error instanceof PlanRefused) {
    run.report.result = "refused";
    run.report.stop = { at: course.at, cause: "refused before the apply", message: error.message };
    terminal.say(`roster: ${error.message}`);
    return 3;
  }
  const cause = causeOf(error, signal?.aborted === true);
  if (cause === "refused" && course.at !== "apply") throw error;
  if (cause !== "interrupted" && error instanceof Error) terminal.err(`roster: ${error.message}\n`);
  const applied = course.at === "apply";
  const state = applied ? stateAfter(error, run) : undefined;
  const commands = { again: againLine(run.input, applied), mend: mendLine(run.input, run.file) };
  terminal.err(tellStop({ error, cause, course, state, ...commands }));
  run.report.result = "stopped";
  run.report.stop = {
    ...{ at: course.at, cause, message: causeInWords(cause, error), done: course.lines() },
    next: nextOf({ cause, course, ...commands }),
  };
  return cause === "interrupted" ? 130 : 1;
}

function stateAfter(error: unknown, { workspace, guard }: Run): string {
  const locked = lockNotReleased(error) ? "; it may still be locked: the next roster deploy says how to unlock it" : "";
  const unsaved = unsavedState(workspace);
  if (!guard.isUsable || unsaved?.whole === false)
    return `could not be written, and what is done is not in it: the next roster deploy says how to go on${locked}`;
  if (unsaved === undefined) return `has what is done${locked}`;
  return `could not be saved; what is done is in ${printable(unsaved.file)}, and the next roster deploy stores it${locked}`;
}
