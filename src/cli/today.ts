import { isIsoDate } from "../text/iso-date";
import { type Context, UsageError } from "./command";
import type { Options } from "./options";

/**
 * For commands that only look at rosters: what will be wrong on another day. Never for one that changes an account or
 * opens a gate, which must not be talked out of the date.
 */
export const todayOptions = {
  today: { type: "string", value: "DATE", help: "judges the rosters as of this day, such as 2031-03-01" },
} as const satisfies Options;

export interface Dated extends Pick<Context, "today" | "terminal"> {
  readonly values: { readonly today?: string | undefined };
}

/**
 * The day as of which rosters are judged; says so where it is not today.
 * @throws UsageError when --today is not a date
 */
export function judgedDay({ values, today, terminal }: Dated): { today?: Date } {
  if (values.today === undefined) return today === undefined ? {} : { today };
  if (!isIsoDate(values.today)) throw new UsageError(`--today takes a date such as 2031-03-01: ${values.today}`);
  terminal.say(`roster: judged as of ${values.today} (--today)`);
  return { today: new Date(`${values.today}T12:00:00Z`) };
}
