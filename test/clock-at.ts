import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Clock {
  readonly NODE_OPTIONS: string;
  readonly ROSTER_CLOCK_SHIFT: string;
}

/** The environment in which a child of Node believes that it is this day. @param day ISO date */
export function clockAt(day: string): Clock {
  // Date knows of the shift that this process may have; the child begins without one.
  const real = Date.now() - Number(process.env.ROSTER_CLOCK_SHIFT ?? 0);
  return {
    NODE_OPTIONS: `--require "${join(__dirname, "clock.cjs")}"`,
    ROSTER_CLOCK_SHIFT: String(Date.parse(`${day}T12:00:00Z`) - real),
  };
}

/** What a child with an environment of its own needs to believe that it is the day that the tests believe it is. */
export function sameClock(): Partial<Clock> {
  const { NODE_OPTIONS, ROSTER_CLOCK_SHIFT } = process.env;
  return ROSTER_CLOCK_SHIFT === undefined ? {} : { NODE_OPTIONS: NODE_OPTIONS ?? "", ROSTER_CLOCK_SHIFT };
}

/** The day as of which the dates of the sample are right: it says so itself. */
export function sampleDay(): string {
  const sample = readFileSync(join(__dirname, "..", "users.yaml"), "utf8");
  const [, day] = /^# As of (\d{4}-\d{2}-\d{2}):/m.exec(sample) ?? [];
  if (day === undefined) throw new Error("users.yaml does not say as of which day its dates are right");
  return day;
}
