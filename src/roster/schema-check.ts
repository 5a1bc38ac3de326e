import type { ErrorObject, ValidateFunction } from "ajv";
import { maxFindings } from "../rules/run";
import { isObject } from "../text/values";

const sections = ["users", "groups", "policies", "removals"] as const;
const partSize = 200;

/**
 * What a schema has against a value; stops soon after `maxFindings`. Large sections are validated in parts, since the
 * time that ajv takes to collect errors grows with their square.
 */
export function schemaErrors(validate: ValidateFunction, value: unknown): ErrorObject[] {
  const errors: ErrorObject[] = [];
  for (const part of parts(value)) {
    if (!validate(part)) for (const error of validate.errors ?? []) errors.push(error);
    if (errors.length > maxFindings) break;
  }
  return errors;
}

function* parts(value: unknown): Generator<unknown> {
  if (!isObject(value)) return yield value;
  const large = sections.filter(
    (section) => Object.keys(isObject(value[section]) ? value[section] : {}).length > partSize,
  );
  if (large.length === 0) return yield value;
  yield { ...value, ...Object.fromEntries(large.map((section) => [section, {}])) };
  for (const section of large) {
    const entries = Object.entries(value[section] as Record<string, unknown>);
    for (let start = 0; start < entries.length; start += partSize) {
      yield { version: 1, [section]: Object.fromEntries(entries.slice(start, start + partSize)) };
    }
  }
}
