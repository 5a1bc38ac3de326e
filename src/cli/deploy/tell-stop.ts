import { listed } from "../../text/count";
import { type Cause, causeInWords, firstOf } from "./cause";
import type { Course } from "./course";

export interface Stop {
  readonly error: unknown;
  readonly cause: Cause;
  readonly course: Course;
  /** What is known of the state after an apply; undefined before it. */
  readonly state: string | undefined;
  /** The command lines that go on. */
  readonly again: string;
  readonly mend: string;
}

/** What was done, what the state knows, and the one next command: nobody should have to guess after a run that stopped. */
export function tellStop({ error, cause, course, state, again, mend }: Stop): string {
  const what = course.at === "apply" ? "The apply stopped" : `Stopped ${course.where}`;
  const lines = [`${what}: ${causeInWords(cause, error)}.`];
  if (course.at === "apply") {
    lines.push(...course.lines().map((line) => `  ${line}`));
    if (state !== undefined) lines.push(`  the state: ${state}`);
    if (course.leaving.length > 0)
      lines.push(`  leaving, until it is proved that they are gone: ${listed(course.leaving)}`);
  } else if (course.at === "verify") {
    lines.push("  The apply is done, and the state has all of it. What is missing is the proof.");
  } else {
    lines.push("  Nothing was applied: the account is as it was.");
  }
  lines.push(`Next: ${nextOf({ cause, course, again, mend })}`);
  return `${lines.join("\n")}\n`;
}

/** What to do next, in the order in which it is done. */
export function nextOf({ cause, course, again, mend }: Pick<Stop, "cause" | "course" | "again" | "mend">): string {
  const first = firstOf(cause);
  const half = mayBeHalfMade(course, cause);
  return `${first === undefined ? "" : `${first}, then `}${half ? `${mend}, then ` : ""}${again}`;
}

/** Whether something may be in the account that the state does not have. Where AWS said no, nothing was made. */
function mayBeHalfMade({ unsure, notCreated }: Course, cause: Cause): boolean {
  return unsure.length > 0 || cause === "there already" || (cause === "no connection" && notCreated.length > 0);
}
