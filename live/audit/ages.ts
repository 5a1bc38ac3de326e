import { daysBetween } from "../../text/iso-date";

/** Whole days since an ISO time. */
export function daysSince(time: string, today: string): number {
  return daysBetween(time.slice(0, 10), today);
}

export function days(count: number): string {
  return `${count} ${count === 1 ? "day" : "days"}`;
}

export function day(time: string): string {
  return time.slice(0, 10);
}
