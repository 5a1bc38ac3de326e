import { isObject } from "../plan/json";
import { CallFailed } from "./failures";

/** One statement of a policy, its lists made lists. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  /** ARNs, account ids, unique ids of principals that are gone, or `*`. */
  readonly principals: readonly string[];
  readonly notPrincipals: readonly string[];
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Who a policy may be about. */
export interface Identity {
  readonly name: string;
  readonly arn: string;
  /** `AIDA...`. @default - unknown */
  readonly userId?: string | undefined;
}

/** Reads a policy as AWS answers it: IAM's are percent-encoded, KMS's are not. @returns undefined for what is no policy */
export function readPolicy(document: string | undefined): Statement[] | undefined {
  if (document === undefined) return undefined;
  const parsed = parse(document.trimStart().startsWith("%") ? decode(document) : document);
  if (!isObject(parsed)) return undefined;
  return list(parsed.Statement).flatMap((each): Statement[] => {
    if (!isObject(each)) return [];
    return [
      {
        effect: each.Effect === "Deny" ? "Deny" : "Allow",
        principals: principalsOf(each.Principal),
        notPrincipals: principalsOf(each.NotPrincipal),
        actions: list(each.Action).map(String),
        notActions: list(each.NotAction).map(String),
        resources: list(each.Resource).map(String),
        notResources: list(each.NotResource).map(String),
        conditions: conditionsOf(each.Condition),
      },
    ];
  });
}

/**
 * A policy as AWS gave it.
 * @throws CallFailed for what is none: it would pass for a policy that names nobody
 */
export function requirePolicy(document: string | undefined, action: string, where: string): Statement[] {
  const statements = readPolicy(document);
  if (statements === undefined) throw new CallFailed(action, "UnreadablePolicy", `${where} is no policy document`);
  return statements;
}

/** How a statement names somebody, `as principal`, `by aws:PrincipalArn`; undefined where it does not. */
export function namedBy(statement: Statement, who: Identity): string | undefined {
  const { principals, notPrincipals, resources, notResources, conditions } = statement;
  if ([...principals, ...notPrincipals].some((principal) => isPrincipal(principal, who))) return "as principal";
  const condition = conditions.find((each) => isAbout(each, who));
  if (condition !== undefined) return `in a condition on ${condition.key}`;
  return [...resources, ...notResources].includes(who.arn) ? "as resource" : undefined;
}

export function isPrincipal(principal: string, who: Identity): boolean {
  return principal === who.arn || (who.userId !== undefined && principal === who.userId);
}

/** Whether a condition singles out this user; a pattern that others match as well does not. */
export function isAbout({ key, values }: Condition, who: Identity): boolean {
  const name = key.toLowerCase();
  if (name === "aws:username") return values.includes(who.name);
  if (name === "aws:userid")
    return who.userId !== undefined && values.some((value) => value.startsWith(`${who.userId}`));
  return values.some((value) => value === who.arn || value === who.userId);
}

/** Whether a statement's actions cover one, as IAM matches: without regard to case, with `*` and `?`. */
export function coversAction({ actions, notActions }: Statement, action: string): boolean {
  if (notActions.length > 0) return !notActions.some((pattern) => matches(pattern, action));
  return actions.some((pattern) => matches(pattern, action));
}

function matches(pattern: string, action: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "i").test(action);
}

function principalsOf(principal: unknown): string[] {
  if (principal === "*") return ["*"];
  if (!isObject(principal)) return [];
  return Object.entries(principal).flatMap(([kind, names]) =>
    list(names).map((name) => (kind === "AWS" ? String(name) : `${kind}:${String(name)}`)),
  );
}

function conditionsOf(conditions: unknown): Condition[] {
  if (!isObject(conditions)) return [];
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({
      operator,
      key,
      values: list(values).map(String),
    })),
  );
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
