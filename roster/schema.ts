import Ajv, { type ValidateFunction } from "ajv";
import { isIsoDate } from "../text/iso-date";
import usersSchema from "./users.schema.json";

export { usersSchema };

export interface Schemas {
  /** A roster file. */
  readonly roster: ValidateFunction;
  /** A file that a roster includes: users, groups, policies and further includes; the rest belongs to the roster. */
  readonly included: ValidateFunction;
}

export function compileSchemas(): Schemas {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true, strictRequired: false });
  ajv.addFormat("date", isIsoDate);
  ajv.addKeyword({ keyword: "x-expects", schemaType: "string" });
  const roster = ajv.compile(usersSchema);
  const included = ajv.compile({
    type: "object",
    additionalProperties: false,
    properties: {
      version: { const: 1 },
      ...Object.fromEntries(
        ["include", "policies", "groups", "users"].map((name) => [
          name,
          { $ref: `${usersSchema.$id}#/definitions/${name}` },
        ]),
      ),
    },
  });
  return { roster, included };
}
