import { isObject } from "../text/values";

/**
 * Names of the attributes that differ, sorted; the values are not told.
 * @param lenient nothing and empty are the same
 */
export function differing(before: unknown, after: unknown, lenient: boolean): string[] {
  if (!isObject(before) || !isObject(after)) return [];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => /^[a-z0-9_]{1,64}$/.test(name) && !same(before[name], after[name], lenient)).sort();
}

function same(first: unknown, second: unknown, lenient: boolean): boolean {
  if (lenient && isEmpty(first) && isEmpty(second)) return true;
  return first === second || JSON.stringify(first) === JSON.stringify(second);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
