/** Days are ISO dates (`2026-11-21`) in UTC, so that text order is time order. */

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Whether the text is a day that the calendar has: 2026-02-30 is none. */
export function isIsoDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (day === undefined || Number(day) < 1) return false;
  return Number(day) <= daysOfMonth(Number(year), Number(month));
}

const rfc3339 = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** A time of RFC 3339 in UTC, to the second: `2026-11-21T10:00:00Z`. @returns undefined for one that does not exist */
export function instant(text: string): string | undefined {
  const date = rfc3339.exec(text)?.[1];
  if (date === undefined || !isIsoDate(date)) return undefined;
  const utc = new Date(text).toISOString();
  // An offset can lead out of the years of four digits.
  return /^\d{4}-/.test(utc) ? `${utc.slice(0, 19)}Z` : undefined;
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

export function isoDate(date: Date): string {
  return day(date.toISOString());
}

/** The day of an ISO time. */
export function day(time: string): string {
  return time.slice(0, 10);
}

/** The day that is so many days later: `addDays("2026-11-21", 14)` is `2026-12-05`. */
export function addDays(day: string, days: number): string {
  return isoDate(new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds));
}

/** The last day of the month that is so many months later: `endOfMonth("2026-11-21", 2)` is `2027-01-31`. */
export function endOfMonth(day: string, months: number): string {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return isoDate(new Date(Date.UTC(year, month + months, 0)));
}

/** Days from one date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds);
}
