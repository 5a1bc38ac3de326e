import { judgeCondition } from "./conditions";
import type { Context } from "./context";
import type { Condition, Statement } from "./document";
import { follows } from "./implication";
import { covers, overlap } from "./patterns";

/** Some resources: those of a pattern, or all but those of some patterns. */
export type Term = { readonly pattern: string } | { readonly not: readonly string[] };

/** On what, and when: all terms and all conditions must hold. */
export interface Scope {
  readonly terms: readonly Term[];
  readonly conditions: readonly Condition[];
}

/**
 * What a statement is about, for somebody of whom some things are known: one scope for each of its resources.
 * @returns none where a condition can never hold
 */
export function scopesOf(statement: Statement, version: string | undefined, context: Context): Scope[] {
  const { resources = [], notResources } = statement;
  const conditions: Condition[] = [];
  for (const condition of statement.conditions) {
    const { verdict } = judgeCondition(condition, version, context);
    if (verdict === "fails") return [];
    if (verdict === "not known")
      conditions.push({ ...condition, values: condition.values.map((text) => filled(text, version, context)) });
  }
  const own = resources.map((text) => [{ pattern: filled(text, version, context) }]);
  const but = notResources?.map((text) => filled(text, version, context));
  return [...own, ...(but === undefined ? [] : [[{ not: but }]])].map((terms) => ({ terms, conditions }));
}

/** Puts what is known into the place of variables; what is not stays as it is written. */
function filled(text: string, version: string | undefined, context: Context): string {
  if (version !== "2012-10-17" || !text.includes("${")) return text;
  return text.replace(/\$\{([^},]{1,512})\}/g, (written, name: string) => {
    const carried = context(name.trim());
    const values = carried.kind === "values" ? carried.values : [];
    return values.length === 1 ? (values[0] ?? written) : written;
  });
}

/** Whether one of several covers a scope. Most often one is the same, which is found without a comparison of patterns. */
export function someCovers(wide: readonly Scope[], narrow: Scope): boolean {
  return wide.some((scope) => isSame(scope, narrow)) || wide.some((scope) => scopeCovers(scope, narrow));
}

/** Of scopes without conditions and with one pattern alone: what is not seen to be the same is compared. */
function isSame(first: Scope, second: Scope): boolean {
  if (first.conditions.length + second.conditions.length > 0) return false;
  const [one, other] = [first.terms, second.terms];
  const [own] = one;
  const [theirs] = other;
  if (one.length !== 1 || other.length !== 1 || own === undefined || theirs === undefined) return false;
  return "pattern" in own && "pattern" in theirs && own.pattern === theirs.pattern;
}

/** Whether the wide scope holds everywhere where the narrow one does. */
export function scopeCovers(wide: Scope, narrow: Scope): boolean {
  return resourcesCover(wide, narrow) && conditionsCover(wide, narrow);
}

/** Whether it does, conditions left aside. */
export function resourcesCover(wide: Scope, narrow: Scope): boolean {
  return wide.terms.every((term) => narrow.terms.some((other) => termCovers(term, other)));
}

function conditionsCover(wide: Scope, narrow: Scope): boolean {
  return wide.conditions.every((condition) => narrow.conditions.some((other) => follows(condition, other)));
}

function termCovers(wide: Term, narrow: Term): boolean {
  if ("pattern" in wide) return covers(wide.pattern, "pattern" in narrow ? narrow.pattern : "*");
  if ("pattern" in narrow) return !wide.not.some((pattern) => overlap(pattern, narrow.pattern));
  return wide.not.every((pattern) => narrow.not.some((other) => covers(other, pattern)));
}

/** Whether there may be something that both are about. */
export function scopesMeet(first: Scope, second: Scope): boolean {
  return first.terms.every((term) => second.terms.every((other) => termsMeet(term, other)));
}

function termsMeet(first: Term, second: Term): boolean {
  if ("pattern" in first)
    return "pattern" in second
      ? overlap(first.pattern, second.pattern)
      : !second.not.some((pattern) => covers(pattern, first.pattern));
  return "pattern" in second ? termsMeet(second, first) : true;
}

/** What both allow. @returns undefined where that is nothing */
export function meeting(first: Scope, second: Scope): Scope | undefined {
  if (!scopesMeet(first, second)) return undefined;
  const terms = [...first.terms];
  for (const term of second.terms) {
    if (terms.some((other) => termCovers(term, other))) continue;
    const wider = terms.findIndex((other) => termCovers(other, term));
    if (wider >= 0) terms.splice(wider, 1, term);
    else terms.push(term);
  }
  const conditions = second.conditions.filter(
    (condition) => !first.conditions.some((other) => follows(condition, other)),
  );
  return { terms, conditions: [...first.conditions, ...conditions] };
}
