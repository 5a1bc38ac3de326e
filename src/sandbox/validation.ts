import { AwsError, validationError } from "./errors";
import type { ServiceModel, Shape } from "./model";

const NAME_PATTERN = "[\\w+=,.@-]+";
const PATH_SHAPES = new Set(["pathType", "policyPathType"]);

/** AWS speaks of members in lower camel case: `UserName` is 'userName'. */
function wireName(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1);
}

const atLeast = (what: string, min: number) => `Member must have ${what} greater than or equal to ${min}`;
const atMost = (what: string, max: number) => `Member must have ${what} less than or equal to ${max}`;
const matches = (pattern: string) => `Member must satisfy regular expression pattern: ${pattern}`;

/** Two patterns have sentences of their own, which AWS sends without the list of violations around it. */
function ownSentence(shapeName: string, pattern: string, member: string): AwsError | undefined {
  if (PATH_SHAPES.has(shapeName)) {
    return validationError(
      `The specified value for ${member} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
    );
  }
  if (pattern !== NAME_PATTERN) return undefined;
  return validationError(
    `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  );
}

interface Findings {
  readonly violations: string[];
  sentence?: AwsError;
}

function checkString(
  model: ServiceModel,
  shapeName: string,
  shape: Shape,
  text: string,
  at: string,
  out: Findings,
): void {
  const fail = (constraint: string) =>
    out.violations.push(`Value at '${at}' failed to satisfy constraint: ${constraint}`);
  if (shape.max !== undefined && text.length > shape.max) fail(atMost("length", shape.max));
  if (shape.min !== undefined && text.length < shape.min) fail(atLeast("length", shape.min));
  if (shape.enum && !shape.enum.includes(text)) fail("Member must satisfy enum value set");
  const pattern = model.patterns.get(shapeName);
  if (!pattern || pattern.test(text) || (text === "" && shape.min)) return;
  const sentence = ownSentence(shapeName, shape.pattern ?? "", at);
  if (sentence) out.sentence ??= sentence;
  else fail(matches(shape.pattern ?? ""));
}

/** A list of plain strings is judged as one: AWS names all constraints of its members, not the one that failed. */
function checkStringList(
  model: ServiceModel,
  shapeName: string,
  shape: Shape,
  list: unknown[],
  at: string,
  out: Findings,
): void {
  const inner: Findings = { violations: [] };
  for (const item of list) checkString(model, shapeName, shape, String(item), at, inner);
  if (inner.violations.length === 0 && !inner.sentence) return;
  const constraints = [];
  if (shape.max !== undefined) constraints.push(atMost("length", shape.max));
  if (shape.min !== undefined) constraints.push(atLeast("length", shape.min));
  if (shape.enum) constraints.push("Member must satisfy enum value set");
  if (shape.pattern) constraints.push(matches(shape.pattern));
  constraints.push("Member must not be null");
  out.violations.push(
    `Value at '${at}' failed to satisfy constraint: Member must satisfy constraint: [${constraints.join(", ")}]`,
  );
}

function checkList(model: ServiceModel, shape: Shape, list: unknown[], at: string, out: Findings): void {
  const fail = (constraint: string) =>
    out.violations.push(`Value at '${at}' failed to satisfy constraint: ${constraint}`);
  if (shape.max !== undefined && list.length > shape.max) fail(atMost("length", shape.max));
  if (shape.min !== undefined && list.length < shape.min) fail(atLeast("length", shape.min));
  const memberName = shape.member ?? "";
  const member = model.shapes.get(memberName);
  if (!member) return;
  if (member.type === "string") checkStringList(model, memberName, member, list, at, out);
  else {
    list.forEach((item, index) => {
      check(model, memberName, item, `${at}.${index + 1}.member`, out);
    });
  }
}

function checkStructure(model: ServiceModel, shape: Shape, value: object, at: string, out: Findings): void {
  const given = value as Record<string, unknown>;
  for (const [member, memberShape] of Object.entries(shape.members ?? {})) {
    const memberAt = at === "" ? wireName(member) : `${at}.${wireName(member)}`;
    if (given[member] !== undefined) check(model, memberShape, given[member], memberAt, out);
    else if (shape.required?.includes(member)) {
      out.violations.push(`Value at '${memberAt}' failed to satisfy constraint: Member must not be null`);
    }
  }
}

const JSON_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ["string", ["string"]],
  ["blob", ["string"]],
  ["boolean", ["boolean"]],
  ["integer", ["number"]],
  ["long", ["number"]],
  ["timestamp", ["number", "string"]],
]);

/** The query protocol gives each value its type; JSON comes with whatever the client wrote. */
function checkType(shape: Shape, value: unknown, at: string): void {
  const isList = Array.isArray(value);
  const wanted = JSON_TYPES.get(shape.type);
  const fits = wanted ? wanted.includes(typeof value) : typeof value === "object" && isList === (shape.type === "list");
  if (!fits || value === null)
    throw new AwsError(400, "SerializationException", `Unexpected type of value at '${at}'.`);
}

function check(model: ServiceModel, shapeName: string, value: unknown, at: string, out: Findings): void {
  const shape = model.shapes.get(shapeName);
  if (!shape) return;
  checkType(shape, value, at);
  if (shape.type === "structure" && typeof value === "object" && value) checkStructure(model, shape, value, at, out);
  else if (shape.type === "list" && Array.isArray(value)) checkList(model, shape, value, at, out);
  else if (shape.type === "string" && typeof value === "string") checkString(model, shapeName, shape, value, at, out);
  else if (typeof value === "number") {
    const fail = (text: string) => out.violations.push(`Value at '${at}' failed to satisfy constraint: ${text}`);
    if (shape.max !== undefined && value > shape.max) fail(atMost("value", shape.max));
    if (shape.min !== undefined && value < shape.min) fail(atLeast("value", shape.min));
  }
}

/** Throws AWS's ValidationError where the input breaks a constraint of the service model; all violations come at once. */
export function validate(model: ServiceModel, shape: Shape | undefined, input: object, code = "ValidationError"): void {
  if (!shape) return;
  const out: Findings = { violations: [] };
  checkStructure(model, shape, input, "", out);
  const count = out.violations.length;
  if (count > 0) {
    const errors = count === 1 ? "1 validation error" : `${count} validation errors`;
    throw new AwsError(400, code, `${errors} detected: ${out.violations.join("; ")}`);
  }
  if (out.sentence) throw out.sentence;
}
