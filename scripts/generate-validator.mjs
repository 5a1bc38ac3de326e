/*
 * Writes src/roster/users.validate.ts (not in git): the schema as code. Compiling the schema at every start would cost
 * more than all else that `roster validate` does. The build and the tests run this first.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import Ajv from "ajv";
import { _ } from "ajv/dist/compile/codegen/index.js";
import standaloneCode from "ajv/dist/standalone/index.js";

const source = new URL("../roster/users.schema.json", import.meta.url);
const target = new URL("../src/roster/users.validate.ts", import.meta.url);
const modified = (url) => (existsSync(url) ? statSync(url).mtimeMs : 0);
if (modified(target) > Math.max(modified(source), modified(new URL(import.meta.url)))) process.exit(0);

const schema = JSON.parse(readFileSync(source, "utf8"));
const definition = (name) => ({ $ref: `${schema.$id}#/definitions/${name}` });
const parts = ["include", "policies", "groups", "users"];
const included = {
  $id: "included",
  type: "object",
  additionalProperties: false,
  properties: { version: { const: 1 }, ...Object.fromEntries(parts.map((name) => [name, definition(name)])) },
};

const ajv = new Ajv.default({
  allErrors: true,
  verbose: true,
  strict: true,
  allowUnionTypes: true,
  strictRequired: false,
  inlineRefs: false,
  code: { source: true, esm: true, formats: _`require("./formats").formats` },
});
ajv.addFormat("date", () => true); // named here, found at run time in src/roster/formats.ts
ajv.addKeyword({ keyword: "x-expects", schemaType: "string" });
ajv.addSchema(schema).addSchema(included);

const types = { roster: "WrittenRoster", included: "WrittenPeople" };
const code = standaloneCode
  .default(ajv, { roster: schema.$id, included: "included" })
  .replace(/\bexport const (roster|included) = /g, (_, name) => `export const ${name}: Validate<${types[name]}> = `);
const head = `// @ts-nocheck
// Generated from users.schema.json by scripts/generate-validator.mjs: do not edit.
import type { ValidateFunction as Validate } from "ajv";
import type { WrittenPeople, WrittenRoster } from "./users.written";
`;
writeFileSync(target, `${head}${code}\n`);
