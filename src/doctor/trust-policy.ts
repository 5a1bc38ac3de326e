import type { JudgedCondition } from "../policy/conditions";
import { readPolicy } from "../policy/document";
import { decodeDocument } from "../policy/encoding";
import { principalText } from "../policy/principals";
import { coversAction, statementsAbout } from "../policy/statements";
import { carried } from "./carried";
import type { CallerFacts, DoctorFacts } from "./facts";

const action = "sts:AssumeRole";

/** How a trust policy sees a caller. */
export type TrustReading =
  | { readonly kind: "unreadable" }
  /** A Deny that covers the caller wins over everything. */
  | { readonly kind: "denied"; readonly conditions: readonly JudgedCondition[] }
  /** No Allow names the caller or its account. */
  | { readonly kind: "not named"; readonly principals: readonly string[] }
  | {
      readonly kind: "named";
      /** `account`: trust in the account leaves it to the caller's own policies. */
      readonly by: "principal" | "account";
      /** Of the statement that is nearest to letting the caller in. */
      readonly conditions: readonly JudgedCondition[];
      /** Of each Deny that covers the caller, if what is not known should hold. */
      readonly doubts: readonly (readonly JudgedCondition[])[];
    };

export function readTrust(trust: string, facts: DoctorFacts, caller: CallerFacts): TrustReading {
  const policy = readPolicy(decodeDocument(trust));
  if (policy === undefined) return { kind: "unreadable" };
  const judged = statementsAbout(policy, { action, context: (key) => carried(key, facts) }, caller);
  const denials = judged.filter(({ statement, verdict }) => statement.effect === "Deny" && verdict !== "fails");
  const sure = denials.find(({ verdict }) => verdict === "holds");
  if (sure !== undefined) return { kind: "denied", conditions: sure.conditions };
  const failing = (conditions: readonly JudgedCondition[]) =>
    conditions.reduce((sum, { verdict }) => sum + (verdict === "fails" ? 100 : verdict === "not known" ? 1 : 0), 0);
  const [nearest] = judged
    .filter(({ statement }) => statement.effect === "Allow")
    .sort((left, right) => failing(left.conditions) - failing(right.conditions));
  if (nearest !== undefined) {
    const doubts = denials.map(({ conditions }) => conditions);
    return {
      kind: "named",
      by: nearest.coverage === "account" ? "account" : "principal",
      conditions: nearest.conditions,
      doubts,
    };
  }
  const allowed = policy.statements.filter((each) => each.effect === "Allow" && coversAction(each, action));
  const principals = allowed.flatMap((statement) => (statement.principals ?? []).map(principalText));
  return { kind: "not named", principals };
}
