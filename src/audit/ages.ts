import { count } from "../text/count";
import { day, daysBetween } from "../text/iso-date";

/** Whole days since an ISO time. */
export function daysSince(time: string, today: string): number {
  return daysBetween(day(time), today);
}

export function days(number: number): string {
  return count(number, "day");
}
