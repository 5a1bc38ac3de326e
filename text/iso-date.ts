/** Days are ISO dates (`2026-11-21`) in UTC, so that text order is time order. */

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Whether the text is a day that the calendar has: 2026-02-30 is none. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Days from one date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds);
}
