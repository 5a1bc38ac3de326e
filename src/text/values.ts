/** Whether a value from outside is a map, and so can be asked for its parts; a list is not. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @returns undefined for what is not text, and for empty text */
export function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** @returns an empty list for what is not a list */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
