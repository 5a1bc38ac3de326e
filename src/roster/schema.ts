import type { ValidateFunction } from "ajv";
import * as compiled from "./users.validate";
import type { WrittenPeople, WrittenRoster } from "./users.written";

/** The schema, compiled by the build: scripts/generate-validator.mjs. */
export interface Schemas {
  /** A roster file. */
  readonly roster: ValidateFunction<WrittenRoster>;
  /** A file that a roster includes: users, groups, policies and further includes; the rest belongs to the roster. */
  readonly included: ValidateFunction<WrittenPeople>;
}

export const schemas: Schemas = compiled;
