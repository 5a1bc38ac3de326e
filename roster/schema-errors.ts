import type { ErrorObject } from "ajv";
import { didYouMean } from "../text/did-you-mean";
import { kebabCase } from "../text/kebab-case";
import type { Finding } from "./diagnostics";
import { flagNames } from "./roster";
import type { Path } from "./yaml-tree";

/** What the schema has against a value, with the path of the value that is wrong. */
export interface SchemaError {
  readonly error: ErrorObject;
  readonly path: Path;
}

/** Keeps one error a value: the most telling one, without those that only say that a branch did not match. */
export function tellingErrors(errors: readonly ErrorObject[]): SchemaError[] {
  const branches = errors.filter(({ keyword }) => keyword === "anyOf").map(({ schemaPath }) => `${schemaPath}/`);
  const seen = new Set<string>();
  const kept: SchemaError[] = [];
  for (const error of errors) {
    if (error.keyword === "if" || branches.some((branch) => error.schemaPath.startsWith(branch))) continue;
    if (error.keyword !== "propertyNames" && error.propertyName !== undefined) continue;
    const path = pathOf(error);
    const key = JSON.stringify(path);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push({ error, path });
  }
  return kept;
}

/** The path of what is wrong: for an unknown or ill-formed key that key, for a missing one the value that lacks it. */
function pathOf(error: ErrorObject): Path {
  const path = error.instancePath.split("/").slice(1).map(unescapePointer);
  if (error.keyword === "additionalProperties") return [...path, String(error.params.additionalProperty)];
  if (error.keyword === "propertyNames") return [...path, String(error.params.propertyName)];
  if (error.keyword === "required") return [...path, String(error.params.missingProperty)];
  return path;
}

function unescapePointer(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

export function schemaFinding({ error, path }: SchemaError, file: string): Finding {
  const flag = flagNames.find((name) => path[0] === "users" && path[2] === name);
  const id = flag === undefined ? "schema" : `${kebabCase(flag)}-justified`;
  const on = ["additionalProperties", "propertyNames", "required"].includes(error.keyword) ? "key" : "value";
  return { id, file, path, on, ...words(error, path, flag) };
}

type Words = Pick<Finding, "message" | "fix">;

function words(error: ErrorObject, path: Path, flag: string | undefined): Words {
  const what = nameOf(path);
  const { params, data } = error;
  const expects = (error.parentSchema as { "x-expects"?: string } | undefined)?.["x-expects"];
  if (flag !== undefined && path.length === 3) return flagWords(flag);
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(error, path);
    case "required":
      return missingKey(String(params.missingProperty), path, flag);
    case "propertyNames":
      return { message: `"${what}" is not a name for ${parentOf(path)}`, ...fix(keyExpectation(error)) };
    case "type":
    case "anyOf":
      return wrongType(what, expects ?? typeWords(params.type), data);
    case "enum":
      return notOneOf(what, (params.allowedValues as unknown[]).map(String), data);
    case "const":
      return { message: `${what} must be ${JSON.stringify(params.allowedValue)}, not ${show(data)}` };
    case "format":
      return { message: `${what} is ${show(data)}, a day that does not exist`, fix: `Write ${expects ?? "a date"}.` };
    case "pattern":
      return { message: `${what} is ${show(data)}, which is not allowed there`, ...fix(expects) };
    case "minLength":
      return { message: `${what} is too short: ${params.limit} characters or more`, ...fix(expects) };
    case "maxLength":
      return { message: `${what} has ${String(data).length} characters, ${params.limit} are allowed`, ...fix(expects) };
    case "minimum":
    case "maximum":
      return { message: `${what} is ${show(data)}; it must be ${params.comparison} ${params.limit}` };
    case "uniqueItems":
      return {
        message: `${what} names ${show((data as unknown[])[Number(params.i)])} twice`,
        fix: "Remove one of them.",
      };
    case "minProperties":
    case "maxProperties":
      return { message: `${what} needs exactly one of ${Object.keys(properties(error)).join(", ") || "its keys"}` };
    case "minItems":
      return { message: `${what} is empty`, fix: "Remove it, or fill it in." };
    default:
      return { message: `${what} ${error.message ?? "is not allowed"}` };
  }
}

function fix(expects: string | undefined): { fix?: string } {
  return expects === undefined ? {} : { fix: `Write ${expects}.` };
}

function keyExpectation(error: ErrorObject): string | undefined {
  return (error.schema as { "x-expects"?: string } | undefined)?.["x-expects"];
}

export function flagWords(flag: string): Required<Words> {
  return {
    message: `${flag} needs a justification`,
    fix: `Write it as an object: ${flag}: { justification: ..., approvedBy: ..., ticket: ..., expires: 2027-01-31 }`,
  };
}

function unknownKey(error: ErrorObject, path: Path): Words {
  const key = String(error.params.additionalProperty);
  const message = `unknown key "${key}" in ${parentOf(path)}`;
  if (path[0] === "backend" && secretSettings.has(key)) {
    return {
      message: `${key} is a secret and does not belong into a roster`,
      fix: "Give it to Terraform in the environment.",
    };
  }
  const allowed = Object.keys(properties(error));
  const meant = didYouMean(key, allowed);
  if (meant !== undefined) return { message, fix: `Did you mean "${meant}"?` };
  return { message, fix: `Allowed are: ${allowed.join(", ")}.` };
}

const secretSettings = new Set([
  ...["accessKey", "secretKey", "token", "password", "clientSecret", "sasToken", "encryptionKey", "credentials"],
  ...["sseCustomerKey", "clientCertificatePassword", "accessToken", "oidcToken"],
]);

function missingKey(key: string, path: Path, flag: string | undefined): Words {
  const expected: Record<string, string> = {
    type: "type: human, service or break-glass",
    owner: "owner: the person or team that answers for it",
    version: "version: 1",
  };
  const message = `${parentOf(path)} has no ${key}`;
  if (flag !== undefined) return { message, fix: flagWords(flag).fix };
  return { message, fix: `Add ${expected[key] ?? `the key ${key}`}.` };
}

function wrongType(what: string, expected: string, data: unknown): Words {
  if (data === null)
    return { message: `${what} is empty; ${expected} is expected`, fix: "Fill it in, or remove the key." };
  const message = `${what} is ${show(data)}; ${expected} is expected`;
  const scalar = typeof data === "number" || typeof data === "boolean";
  return scalar && /text|quotes/.test(expected) ? { message, fix: `Put it in quotes: "${String(data)}"` } : { message };
}

function notOneOf(what: string, allowed: readonly string[], data: unknown): Words {
  const meant = typeof data === "string" ? didYouMean(data, allowed) : undefined;
  const message = `${what} is ${show(data)}; allowed are ${allowed.join(", ")}`;
  return meant === undefined ? { message } : { message, fix: `Did you mean "${meant}"?` };
}

function typeWords(type: unknown): string {
  const names: Record<string, string> = {
    string: "text",
    object: "a map of keys and values",
    array: "a list",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
    null: "null",
  };
  const list = Array.isArray(type) ? type : String(type).split(",");
  return list.map((name) => names[String(name)] ?? String(name)).join(" or ");
}

/** The value as a person would read it back, never longer than a line. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a map";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}

function properties(error: ErrorObject): Record<string, unknown> {
  return ((error.parentSchema as { properties?: Record<string, unknown> } | undefined)?.properties ?? {}) as Record<
    string,
    unknown
  >;
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "the file";
  return /^\d+$/.test(String(last)) && path.length > 1 ? `an entry of ${path.at(-2)}` : String(last);
}

function parentOf(path: Path): string {
  return path.length <= 1 ? "the roster" : nameOf(path.slice(0, -1));
}
