import type { Condition } from "../policy-document";
import { type Carried, carried } from "./carried";
import type { DoctorFacts } from "./facts";
import { matches } from "./wildcards";

export type Verdict = "holds" | "fails" | "not known";

export interface JudgedCondition extends Condition {
  readonly verdict: Verdict;
  /** What the call carries for the key; absent: nothing, or not known. */
  readonly given: string | undefined;
  /** Why it is not known. */
  readonly why: string | undefined;
  /** The values, with what the call carries in the place of variables. */
  readonly meant: readonly string[];
}

interface Operator {
  readonly name: string;
  readonly negated: boolean;
  readonly set: string | undefined;
  readonly ifExists: boolean;
}

/** Whether one condition of a trust policy holds for the call, as far as it can be known from here. */
export function judgeCondition(condition: Condition, facts: DoctorFacts): JudgedCondition {
  const given = carried(condition.key, facts);
  const wanted = condition.values.map((text) => expand(text, facts));
  const judged = (verdict: Verdict, why?: string): JudgedCondition => ({
    ...condition,
    verdict,
    given: given.kind === "value" ? given.value : undefined,
    why,
    meant: wanted.map((each, index) => (each.kind === "value" ? each.value : (condition.values[index] ?? ""))),
  });
  if (given.kind === "not known") return judged("not known", given.why);
  const operator = operatorOf(condition.operator);
  if (operator.name === "Null") {
    const wantsNone = condition.values.some((text) => text.toLowerCase() === "true");
    return judged(wantsNone === (given.kind === "nothing") ? "holds" : "fails");
  }
  const test = TESTS[operator.name];
  if (test === undefined) return judged("not known", `${condition.operator} is not judged here`);
  if (given.kind === "nothing") return judged(holdsForNothing(operator) ? "holds" : "fails");
  const unknown = wanted.find((each) => each.kind === "not known");
  if (unknown !== undefined) return judged("not known", unknown.why);
  // A variable without a value makes its text match nothing.
  const found = wanted.some((each) => each.kind === "value" && test(each.value, given.value));
  return judged(found !== operator.negated ? "holds" : "fails");
}

function operatorOf(text: string): Operator {
  const [, set, name = "", ifExists] = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(text) ?? [];
  const positive = name.replace(/^(String|Arn|Numeric|Date)Not/, "$1");
  return { name: positive, negated: positive !== name, set, ifExists: ifExists !== undefined };
}

/** A key that is absent fails, but for IfExists, for ForAllValues, and for the negated operators without ForAnyValue. */
function holdsForNothing({ ifExists, set, negated }: Operator): boolean {
  return ifExists || set === "ForAllValues" || (negated && set === undefined);
}

/** `${aws:username}` in a value; trust policies that are old enough to take it literally have no use for it. */
function expand(text: string, facts: DoctorFacts): Carried {
  let short: Carried | undefined;
  const value = text.replace(/\$\{([^},]+)\}/g, (_all, name: string) => {
    if (name === "*" || name === "?" || name === "$") return name;
    const given = carried(name.trim(), facts);
    if (given.kind === "value") return given.value;
    short = given;
    return "";
  });
  return short ?? { kind: "value", value };
}

const same = (wanted: string, given: string) => wanted.toLowerCase() === given.toLowerCase();
const timeOf = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

const TESTS: Readonly<Record<string, (wanted: string, given: string) => boolean>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: same,
  StringLike: matches,
  ArnEquals: matches,
  ArnLike: matches,
  Bool: same,
  NumericEquals: (wanted, given) => Number(given) === Number(wanted),
  NumericLessThan: (wanted, given) => Number(given) < Number(wanted),
  NumericLessThanEquals: (wanted, given) => Number(given) <= Number(wanted),
  NumericGreaterThan: (wanted, given) => Number(given) > Number(wanted),
  NumericGreaterThanEquals: (wanted, given) => Number(given) >= Number(wanted),
  DateEquals: (wanted, given) => timeOf(given) === timeOf(wanted),
  DateLessThan: (wanted, given) => timeOf(given) < timeOf(wanted),
  DateLessThanEquals: (wanted, given) => timeOf(given) <= timeOf(wanted),
  DateGreaterThan: (wanted, given) => timeOf(given) > timeOf(wanted),
  DateGreaterThanEquals: (wanted, given) => timeOf(given) >= timeOf(wanted),
};
