import type { ValidateFunction } from "ajv";
import * as compiled from "./users.validate";

/** The schema, compiled by the build: scripts/generate-validator.mjs. */
export interface Schemas {
  /** A roster file. */
  readonly roster: ValidateFunction;
  /** A file that a roster includes: users, groups, policies and further includes; the rest belongs to the roster. */
  readonly included: ValidateFunction;
}

export const schemas: Schemas = compiled as unknown as Schemas;
