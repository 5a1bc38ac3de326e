import type { ErrorObject } from "ajv";
import { type FlagName, writeFlag } from "../terms/flags";
import { didYouMean } from "../text/did-you-mean";
import { endOfMonth } from "../text/iso-date";
import type { RosterFinding } from "./diagnostics";
import type { Path } from "./yaml-tree";

type Words = Pick<RosterFinding, "message" | "fix" | "secret">;

interface Circumstances {
  /** The flag whose justification is wrong, if it is one. */
  readonly flag: FlagName | undefined;
  /** The value as it was typed. */
  readonly shown: string;
  /** ISO date. */
  readonly today: string;
}

/** An error of the schema in the words of `users.yaml`. */
export function words(error: ErrorObject, path: Path, { flag, shown, today }: Circumstances): Words {
  const what = nameOf(path);
  const { params, data } = error;
  const expects = (error.parentSchema as { "x-expects"?: string } | undefined)?.["x-expects"];
  if (flag !== undefined && path.length === 3) return flagWords(flag, today);
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(error, path);
    case "required":
      return missingKey(String(params.missingProperty), path, flag && flagWords(flag, today));
    case "propertyNames":
      return { message: `${show(what)} is not a name for ${parentOf(path)}`, ...fix(keyExpectation(error)) };
    case "type":
      return wrongType(what, isSpecialText(error) && expects ? expects : typeWords(params.type), data, shown);
    case "anyOf":
      return wrongType(what, expects ?? "another value", data, shown);
    case "enum":
      return notOneOf(what, (params.allowedValues as unknown[]).map(String), data, shown);
    case "const":
      return { message: `${what} must be ${JSON.stringify(params.allowedValue)}, not ${shown}` };
    case "format":
      return {
        message: `${what} is ${shown}, ${/^"\d{4}-\d{2}-\d{2}"$/.test(shown) ? "a day that does not exist" : "which is not a date"}`,
        fix: `Write ${expects ?? "a date"}.`,
      };
    case "pattern":
      return { message: `${what} is ${shown}, which is not allowed there`, ...fix(expects) };
    case "minLength":
      return {
        message: data === "" ? `${what} is empty` : `${what} is too short: ${params.limit} characters or more`,
        ...fix(expects),
      };
    case "maxLength":
      return { message: `${what} has ${String(data).length} characters, ${params.limit} are allowed`, ...fix(expects) };
    case "minimum":
    case "maximum":
      return {
        message: `${what} is ${shown}; it must be ${params.comparison === ">=" ? "at least" : "at most"} ${params.limit}`,
      };
    case "uniqueItems":
      return {
        message: `${what} names ${show((data as unknown[])[Number(params.i)])} twice`,
        fix: "Remove one of them.",
      };
    case "minProperties":
      return { message: `${what} is empty`, fix: `Add one of: ${Object.keys(properties(error)).join(", ")}.` };
    case "maxProperties":
      return {
        message: `${what} has ${Object.keys(data as object).join(" and ")}; exactly one is allowed`,
        fix: "Remove the others.",
      };
    case "maxItems":
      return { message: `${what} has ${(data as unknown[]).length} entries, ${params.limit} are allowed` };
    case "minItems":
      return { message: `${what} is empty`, fix: "Remove it, or fill it in." };
    default:
      return { message: `${what} ${error.message ?? "is not allowed"}` };
  }
}

/** Text of which it says little that it is text: a date, or digits that YAML takes for a number. */
function isSpecialText(error: ErrorObject): boolean {
  const { format, "x-expects": expects } = error.parentSchema as { format?: string; "x-expects"?: string };
  return format !== undefined || /quotes/.test(expects ?? "");
}

function fix(expects: string | undefined): { fix?: string } {
  return expects === undefined ? {} : { fix: `Write ${expects}.` };
}

function keyExpectation(error: ErrorObject): string | undefined {
  return (error.schema as { "x-expects"?: string } | undefined)?.["x-expects"];
}

/** The end of the month after next: soon enough for every justification, and long enough for most. */
function flagWords(flag: FlagName, today: string): Words {
  return {
    message: `${flag} needs a justification`,
    fix: `Write it as an object: ${writeFlag(flag, endOfMonth(today, 2))}`,
  };
}

function unknownKey(error: ErrorObject, path: Path): Words {
  const key = String(error.params.additionalProperty);
  const message = `unknown key "${key}" in ${parentOf(path)}`;
  if (path[0] === "backend" && secretSettings.has(key)) {
    return {
      message: `${key} is a secret and must not be in a roster`,
      fix: "Give it to Terraform in the environment.",
      secret: true,
    };
  }
  const allowed = Object.keys(properties(error));
  if (path.length === 1 && rosterOnly.has(key)) {
    return {
      message: `${key} is not allowed in an included file`,
      fix: "Move it into the roster that includes it.",
    };
  }
  const meant = didYouMean(key, allowed);
  if (meant !== undefined) return { message, fix: `Did you mean "${meant}"?` };
  return { message, fix: `Allowed are: ${allowed.join(", ")}.` };
}

/** Refused only where a roster includes the file. */
const rosterOnly = new Set(["stack", "account", "backend", "defaults", "removals", "guards"]);

const secretSettings = new Set([
  ...["accessKey", "secretKey", "token", "password", "clientSecret", "sasToken", "encryptionKey", "credentials"],
  ...["sseCustomerKey", "clientCertificatePassword", "accessToken", "oidcToken"],
]);

function missingKey(key: string, path: Path, flag: Words | undefined): Words {
  const expected: Record<string, string> = {
    type: "type: human, service or break-glass",
    owner: "owner: the person or team that is responsible for it",
    version: "version: 1",
  };
  const message = `${parentOf(path)} has no ${key}`;
  if (flag !== undefined) return { ...flag, message };
  return { message, fix: `Add ${expected[key] ?? `the key "${key}"`}.` };
}

function wrongType(what: string, expected: string, data: unknown, shown: string): Words {
  if (data === null)
    return { message: `${what} is empty; ${expected} is expected`, fix: "Fill it in, or remove the key." };
  const message = `${what} is ${shown}; ${expected} is expected`;
  const scalar = typeof data === "number" || typeof data === "boolean";
  return scalar && /text|quotes/.test(expected) ? { message, fix: `Put it in quotes: "${shown}"` } : { message };
}

function notOneOf(what: string, allowed: readonly string[], data: unknown, shown: string): Words {
  const meant = typeof data === "string" ? didYouMean(data, allowed) : undefined;
  const message = `${what} is ${shown}; allowed are ${allowed.join(", ")}`;
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
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object" && value !== null) return "a map";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}

/** The keys that the schema allows where an error is. */
export function properties(error: ErrorObject): Record<string, unknown> {
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
