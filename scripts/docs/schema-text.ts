import { code, prose } from "./markdown";

/** As much of JSON Schema draft-07 as roster/users.schema.json uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly "x-expects"?: string;
}

/** What a value may be, in words: `text: twelve digits in quotes`. */
export function valueText(schema: Schema, resolve: (schema: Schema) => Schema): string {
  const expects = schema["x-expects"];
  const kind = kindText(schema, resolve);
  if (expects === undefined) return [kind, limits(schema)].filter((part) => part !== "").join(", ");
  return expects.startsWith("a ") || kind === "" ? prose(expects) : `${kind}: ${prose(expects)}`;
}

function kindText(schema: Schema, resolve: (schema: Schema) => Schema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return oneOf(schema.enum.map(code));
  if (schema.format === "date") return "date";
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.includes("array") && schema.items !== undefined) {
    const item = resolve(schema.items);
    return item.description === undefined ? `list of ${kindText(item, resolve)}s` : `list, each ${inSentence(item)}`;
  }
  return oneOf(types.map((type) => kinds[type] ?? type));
}

function inSentence({ description = "" }: Schema): string {
  return prose(`${description.slice(0, 1).toLowerCase()}${description.slice(1).replace(/\.$/, "")}`);
}

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "`true` or `false`",
  null: "`null`",
  object: "keys of its own",
};

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function limits({ minimum, maximum, minLength = 0, maxLength }: Schema): string {
  if (minimum !== undefined) return maximum === undefined ? `${minimum} or more` : `${minimum} to ${maximum}`;
  if (minLength > 1 && maxLength !== undefined) return `${minLength} to ${maxLength} characters`;
  if (maxLength !== undefined) return `at most ${maxLength} characters`;
  return minLength > 1 ? `${minLength} characters or more` : "";
}

/** Descriptions name a default that no value can express; it gets the column of its own. */
const namedDefault = / ?Default: (.+?)\.(?= [A-Z]|$)/;

export function defaultText(schema: Schema): string {
  if (schema.default !== undefined) return code(schema.default);
  const named = namedDefault.exec(schema.description ?? "")?.[1];
  return named === undefined ? "" : prose(named);
}

/** What the key means, and how it is written. */
export function meaningText(schema: Schema): string {
  const meaning = prose((schema.description ?? "").replace(namedDefault, "").trim());
  const examples = (schema.examples ?? []).flatMap((example) => {
    if (Array.isArray(example)) return code(`[${example.join(", ")}]`);
    return typeof example === "object" ? [] : code(example);
  });
  return examples.length === 0 ? meaning : `${meaning} Example: ${oneOf(examples)}`;
}

/** The first part of a description that stands in full elsewhere. */
export function shortText({ description = "" }: Schema): string {
  return prose(`${description.split(/[.:;] /)[0]?.replace(/\.$/, "")}.`);
}
