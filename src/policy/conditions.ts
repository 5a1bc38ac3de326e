import type { Context } from "./context";
import type { Condition } from "./document";
import { type Operator, readOperator, type Wanted } from "./operators";
import { type Expanded, expand } from "./variables";
import { all, any, not, type Verdict } from "./verdict";

/** A condition with what became of it, and everything that is needed to say why. */
export interface JudgedCondition extends Condition {
  readonly verdict: Verdict;
  /** What the request carries for the key; absent: nothing, or not known. */
  readonly given: readonly string[] | undefined;
  /** Why it is not known. */
  readonly why: string | undefined;
  /** The values, with what the request carries in the place of variables. */
  readonly meant: readonly string[];
}

/** Whether one condition of a statement holds, as far as it can be known. @param version of the policy */
export function judgeCondition(condition: Condition, version: string | undefined, context: Context): JudgedCondition {
  const carried = context(condition.key);
  const wanted = condition.values.map((text) => expand(text, version, context));
  const meant = wanted.map((each, index) => (each.kind === "pattern" ? each.text : (condition.values[index] ?? "")));
  const given = carried.kind === "values" ? carried.values : undefined;
  const judged = (verdict: Verdict, why?: string): JudgedCondition => ({ ...condition, verdict, given, why, meant });
  if (carried.kind === "not known") return judged("not known", carried.why);
  const operator = readOperator(condition.operator);
  if (operator === undefined) return judged("not known", `${condition.operator} is not an operator of AWS`);
  if (operator.test === "Null") return judged(judgeNull(condition.values, given === undefined));
  if (given === undefined) return judged(holdsForNothing(operator) ? "holds" : "fails");
  const { test, set, isNegated } = operator;
  if (test === undefined) return judged("not known", `${condition.operator} is not judged here`);
  const one = (value: string): Verdict => {
    const found = any(wanted.map((each) => judgeValue(each, (text) => test(text, value))));
    return isNegated ? not(found) : found;
  };
  const verdict = (set === "ForAnyValue" ? any : all)(given.map(one));
  const unknown = wanted.find((each) => each.kind === "not known");
  return judged(verdict, verdict === "not known" ? unknown?.why : undefined);
}

/** A variable without a value makes its text match nothing. */
function judgeValue(wanted: Expanded, test: (wanted: Wanted) => boolean): Verdict {
  if (wanted.kind === "not known") return "not known";
  return wanted.kind === "pattern" && test(wanted) ? "holds" : "fails";
}

function judgeNull(values: readonly string[], isAbsent: boolean): Verdict {
  return values.some((text) => (text.toLowerCase() === "true") === isAbsent) ? "holds" : "fails";
}

/** A key that is absent fails, but for IfExists, for ForAllValues, and for the negated operators without ForAnyValue. */
function holdsForNothing({ ifExists, set, isNegated }: Operator): boolean {
  return ifExists || set === "ForAllValues" || (isNegated && set === undefined);
}
