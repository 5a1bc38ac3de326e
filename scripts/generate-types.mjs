/*
 * Writes src/roster/users.written.ts (not in git): what a human may write, as types, from the schema. The build and the
 * tests run this first.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";

const source = new URL("../roster/users.schema.json", import.meta.url);
const target = new URL("../src/roster/users.written.ts", import.meta.url);
const modified = (url) => (existsSync(url) ? statSync(url).mtimeMs : 0);
if (modified(target) > Math.max(modified(source), modified(new URL(import.meta.url)))) process.exit(0);

const { compile } = await import("json-schema-to-typescript");

/** `user` becomes WrittenUser: what it means once defaults are filled in has the name User. */
const nameOf = (definition) => `Written${definition[0].toUpperCase()}${definition.slice(1)}`;

/** A reference alone, since one with a description beside it would become another type of the same shape. */
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  if (typeof value.$ref === "string") {
    return { $ref: value.$ref.replace(/[^/]+$/, nameOf) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, bare(entry)]));
}

const schema = bare(JSON.parse(readFileSync(source, "utf8")));
schema.title = "WrittenRoster";
schema.definitions = Object.fromEntries(
  Object.entries(schema.definitions).map(([name, definition]) => [nameOf(name), definition]),
);
// IAM's language is read by policy/, not by types.
schema.definitions.WrittenPolicyDocument = {
  type: "object",
  additionalProperties: true,
  description: "A policy in IAM's own language.",
};

const options = { format: false, bannerComment: "", additionalProperties: false, ignoreMinAndMaxItems: true };
const types = (await compile(schema, "WrittenRoster", options))
  .replace(/^(\w+\??|\[k: string\]): /gm, "readonly $&")
  .replaceAll("string[]", "readonly string[]");
const names = `
/** The part that an included file may hold. */
export type WrittenPeople = Pick<WrittenRoster, "include" | "policies" | "groups" | "users">;

export type WrittenDefaults = NonNullable<WrittenRoster["defaults"]>;
`;
const head = "// Generated from users.schema.json by scripts/generate-types.mjs: do not edit.\n\n";
writeFileSync(target, `${head}${types}${names}`);
