import type { Condition } from "../policy-document";
import type { CallerFacts, Wanted } from "./facts";
import { matches } from "./wildcards";

export type Verdict = "holds" | "fails" | "not known";

export interface JudgedCondition extends Condition {
  readonly verdict: Verdict;
  /** What the call carries for the key; absent: nothing, or not known. */
  readonly given: string | undefined;
}

/** What a call of AssumeRole carries, by condition key in lower case; null: certainly nothing. */
function carried(key: string, wanted: Wanted, caller: CallerFacts): string | null | undefined {
  switch (key.toLowerCase()) {
    case "sts:externalid":
      return wanted.externalId ?? null;
    case "sts:rolesessionname":
      return wanted.sessionName;
    case "aws:multifactorauthpresent":
      return wanted.mfa === undefined ? (caller.carriesMfa === false ? null : undefined) : "true";
    case "aws:principalarn":
      return caller.principalArn;
    case "aws:principalaccount":
      return caller.accountId;
    case "aws:securetransport":
      return "true";
    case "aws:username":
      return caller.kind === "user" ? caller.principalArn.slice(caller.principalArn.lastIndexOf("/") + 1) : undefined;
    default:
      return undefined;
  }
}

/** Whether one condition of a trust policy holds for the call, as far as it can be known from here. */
export function judgeCondition(condition: Condition, wanted: Wanted, caller: CallerFacts): JudgedCondition {
  const given = carried(condition.key, wanted, caller);
  const judged = (verdict: Verdict): JudgedCondition => ({ ...condition, verdict, given: given ?? undefined });
  if (given === undefined) return judged("not known");
  const [, set, name = "", ifExists] =
    /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(condition.operator) ?? [];
  if (name === "Null") {
    const wantsNone = condition.values.some((value) => value.toLowerCase() === "true");
    return judged(wantsNone === (given === null) ? "holds" : "fails");
  }
  const test = TESTS[name.replace(/^(String|Arn)Not/, "$1")];
  if (test === undefined) return judged("not known");
  const negated = /^(String|Arn)Not/.test(name);
  // A key that is absent fails, but for IfExists, for ForAllValues, and for the negated operators.
  if (given === null) return judged(ifExists !== undefined || negated || set === "ForAllValues" ? "holds" : "fails");
  // Values with variables depend on more than is known here.
  if (condition.values.some((value) => value.includes("${"))) return judged("not known");
  return judged(condition.values.some((value) => test(value, given)) !== negated ? "holds" : "fails");
}

const same = (wanted: string, given: string) => wanted.toLowerCase() === given.toLowerCase();

const TESTS: Readonly<Record<string, (wanted: string, given: string) => boolean>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: same,
  StringLike: matches,
  ArnEquals: matches,
  ArnLike: matches,
  Bool: same,
};
