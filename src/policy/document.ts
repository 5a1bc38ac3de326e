import { isObject } from "../text/values";
import { type Principal, readPrincipals } from "./principals";

/** A policy document, its lists made lists. What AWS would refuse is read as far as it goes, and said in `faults`. */
export interface Policy {
  readonly version: string | undefined;
  readonly statements: readonly Statement[];
  readonly faults: readonly Fault[];
}

/** A list that is absent is not written; the empty list is. */
export interface Statement {
  /** Position in `Statement`; 0 where that is a single statement. */
  readonly place: number;
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly principals: readonly Principal[] | undefined;
  readonly notPrincipals: readonly Principal[] | undefined;
  readonly conditions: readonly Condition[];
}

/** One key of one operator: all conditions of a statement must hold. */
export interface Condition {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Fault {
  /** The element that is malformed: `Effect`, `Statement`. */
  readonly element: string;
  /** Position of the statement. @default - the fault is not in a statement */
  readonly place?: number;
  /** IAM reads a document twice: some of its faults only its older parser finds, and says less about. */
  readonly kind: "syntax" | "case" | "principal";
  readonly message: string;
}

type Json = Readonly<Record<string, unknown>>;
type Report = (element: string, message: string, kind?: Fault["kind"], place?: number) => void;

const topElements = new Set(["Version", "Id", "Statement"]);
const listElements = ["Action", "NotAction", "Resource", "NotResource"] as const;
const statementElements = new Set([...listElements, "Sid", "Effect", "Principal", "NotPrincipal", "Condition"]);

/**
 * Reads a policy. Names of elements are distinguished by case, as IAM does.
 * @param given the JSON text as a policy is sent (not percent-encoded), or what it parses to
 * @returns undefined for what is not a JSON object
 */
export function readPolicy(given: unknown): Policy | undefined {
  const json = typeof given === "string" ? parse(given) : given;
  if (!isObject(json)) return undefined;
  const faults: Fault[] = [];
  const report: Report = (element, message, kind = "syntax", place) =>
    faults.push({ element, ...(place === undefined ? {} : { place }), kind, message });
  for (const key of Object.keys(json)) if (!topElements.has(key)) report(key, `${key} is not an element of a policy`);
  const { Version, Id, Statement } = json;
  if (Version !== undefined && Version !== "2008-10-17" && Version !== "2012-10-17")
    report("Version", "Version must be 2012-10-17 or 2008-10-17");
  if (Id !== undefined && typeof Id !== "string") report("Id", "Id must be text");
  const list = Array.isArray(Statement) ? Statement : [Statement];
  if (list.length === 0) report("Statement", "a policy needs a statement");
  const statements = list.flatMap((each: unknown, place) => {
    if (isObject(each))
      return [readStatement(each, place, (element, message, kind) => report(element, message, kind, place))];
    report("Statement", "a statement must be an object", "syntax", place);
    return [];
  });
  return { version: typeof Version === "string" ? Version : undefined, statements, faults };
}

function readStatement(json: Json, place: number, report: Report): Statement {
  for (const key of Object.keys(json))
    if (!statementElements.has(key)) report(key, `${key} is not an element of a statement`);
  for (const name of ["Action", "Resource"])
    if (json[name] !== undefined && json[`Not${name}`] !== undefined)
      report(name, `${name} and Not${name} exclude each other`);
  const { Sid, Effect, Principal, NotPrincipal } = json;
  if (Sid !== undefined && typeof Sid !== "string") report("Sid", "Sid must be text");
  const lists = listElements.map((name) =>
    json[name] === undefined ? undefined : readTexts(json[name], name, report),
  );
  return {
    place,
    sid: typeof Sid === "string" ? Sid : undefined,
    effect: readEffect(Effect, report),
    actions: lists[0],
    notActions: lists[1],
    resources: lists[2],
    notResources: lists[3],
    principals:
      Principal === undefined
        ? undefined
        : readPrincipals(Principal, () =>
            report("Principal", "Principal must be * or names by their kind", "principal"),
          ),
    notPrincipals:
      NotPrincipal === undefined
        ? undefined
        : readPrincipals(NotPrincipal, () =>
            report("NotPrincipal", "NotPrincipal must be * or names by their kind", "principal"),
          ),
    conditions: readConditions(json.Condition, report),
  };
}

/** What is neither is read as an Allow: a policy that AWS would refuse is not to look harmless. */
function readEffect(given: unknown, report: Report): Statement["effect"] {
  if (given === "Allow" || given === "Deny") return given;
  if (typeof given === "string" && /^(allow|deny)$/i.test(given)) {
    report("Effect", `Effect must be Allow or Deny, not ${given}`, "case");
    return /^deny$/i.test(given) ? "Deny" : "Allow";
  }
  report("Effect", "Effect must be Allow or Deny");
  return "Allow";
}

function readTexts(given: unknown, element: string, report: Report): string[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (!list.every((each) => typeof each === "string")) report(element, `${element} must be text or a list of texts`);
  return list.flatMap(scalarText);
}

function readConditions(given: unknown, report: Report): Condition[] {
  if (given === undefined) return [];
  if (!isObject(given)) report("Condition", "Condition must be an object");
  return Object.entries(isObject(given) ? given : {}).flatMap(([operator, keys]) => {
    if (!isObject(keys)) report("Condition", `${operator} must be an object`);
    return Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => {
      const list: readonly unknown[] = Array.isArray(values) ? values : [values];
      const texts = list.flatMap(scalarText);
      if (texts.length < list.length) report("Condition", `${operator} of ${key} must be text or a list of texts`);
      return { operator, key, values: texts };
    });
  });
}

function scalarText(value: unknown): string[] {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [String(value)] : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
