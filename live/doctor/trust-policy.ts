import { coversAction, readPolicy, type Statement } from "../policy-document";
import { type JudgedCondition, judgeCondition } from "./conditions";
import { arnParts, type CallerFacts, type DoctorFacts, roleNameOf } from "./facts";

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
  const statements = readPolicy(trust);
  if (statements === undefined) return { kind: "unreadable" };
  const about = statements.filter((statement) => coversAction(statement, "sts:AssumeRole"));
  const judged = about.flatMap((statement) => {
    const by = coverage(statement, caller);
    const conditions = statement.conditions.map((condition) => judgeCondition(condition, facts));
    return by === undefined ? [] : [{ effect: statement.effect, by, conditions }];
  });
  const denials = judged.filter(
    ({ effect, conditions }) => effect === "Deny" && conditions.every(({ verdict }) => verdict !== "fails"),
  );
  const sure = denials.find(({ conditions }) => conditions.every(({ verdict }) => verdict === "holds"));
  if (sure !== undefined) return { kind: "denied", conditions: sure.conditions };
  const failing = (conditions: readonly JudgedCondition[]) =>
    conditions.reduce((sum, { verdict }) => sum + (verdict === "fails" ? 100 : verdict === "not known" ? 1 : 0), 0);
  const [nearest] = judged
    .filter(({ effect }) => effect === "Allow")
    .sort((left, right) => failing(left.conditions) - failing(right.conditions));
  if (nearest !== undefined) {
    const doubts = denials.map(({ conditions }) => conditions);
    return { kind: "named", by: nearest.by, conditions: nearest.conditions, doubts };
  }
  const allowed = about.filter(({ effect }) => effect === "Allow");
  return { kind: "not named", principals: allowed.flatMap(({ principals }) => principals) };
}

function coverage({ principals, notPrincipals }: Statement, caller: CallerFacts): "principal" | "account" | undefined {
  const found = (notPrincipals.length > 0 ? notPrincipals : principals).map((principal) => covers(principal, caller));
  if (notPrincipals.length > 0) return found.some((one) => one !== undefined) ? undefined : "principal";
  return found.includes("principal") ? "principal" : found.find((one) => one === "account");
}

function covers(principal: string, caller: CallerFacts): "principal" | "account" | undefined {
  const { arn, principalArn, accountId, pathKnown } = caller;
  if (principal === "*" || principal === arn || principal === principalArn) return "principal";
  const parts = arnParts(principal);
  const sameRole = parts?.resource.startsWith("role/") && roleNameOf(principal) === roleNameOf(principalArn);
  if (!pathKnown && sameRole && parts?.accountId === accountId) return "principal";
  const account = principal === accountId || (parts?.resource === "root" && parts.accountId === accountId);
  return account ? "account" : undefined;
}
