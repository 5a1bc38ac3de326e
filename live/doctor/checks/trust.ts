import type { JudgedCondition } from "../conditions";
import { denialOf } from "../denial";
import { type CallerFacts, type Check, type DoctorFacts, isCaller, wordsOf } from "../facts";
import { readTrust } from "../trust-policy";
import { explainCondition, isAboutMfa, mfaAdvice, textOf } from "./trust-conditions";

/** Whether the role trusts the caller, and under which conditions: the principal, ExternalId, MFA, session name, others. */
export function checkTrust(facts: DoctorFacts): Check[] {
  const { caller, role, attempt } = facts;
  const side = "trust";
  if (attempt === "assumed") return [{ side, state: "fine", found: "the role trusts the caller" }];
  if (!isCaller(caller) || role?.kind !== "found") return [unread(facts)];
  const where = `the trust policy of ${role.value.arn}`;
  const statement = trustStatement(facts, caller);
  const reading = readTrust(role.value.trust, facts, caller);
  switch (reading.kind) {
    case "unreadable":
      return [{ side, state: "could not look", found: "the trust policy is not readable as JSON" }];
    case "denied":
      return [denied(reading.conditions, facts, where)];
    case "not named": {
      const whom = reading.principals.length === 0 ? "nobody" : reading.principals.slice(0, 3).join(", ");
      const found = `the role trusts ${whom}, and not ${caller.principalArn}`;
      return [{ side, state: "wrong", found, mend: "Let the role trust the caller:", where, statement }];
    }
    case "named": {
      const bad = reading.conditions.filter(({ verdict }) => verdict !== "holds");
      const found =
        reading.by === "principal"
          ? "the role trusts the caller by name"
          : `the role trusts account ${caller.accountId}`;
      const principal: Check = { side, state: "fine", found };
      return [
        principal,
        ...bad.map((condition) => explainCondition(condition, { facts, where, statement })),
        ...reading.doubts.map((conditions) => doubt(conditions, where)),
      ];
    }
  }
}

/** The policy could not be read; AWS's words may still tell of it. */
function unread(facts: DoctorFacts): Check {
  const side = "trust";
  const denial = denialOf(wordsOf(facts));
  if (!isCaller(facts.caller) || !/^(role trust|resource-based) policy$/.test(denial?.policy ?? ""))
    return { side, state: "could not look", found: "the trust policy of the role" };
  const where = `the trust policy of ${facts.wanted.roleArn}`;
  if (denial?.explicit)
    return { side, state: "wrong", found: "a Deny in the trust policy covers the caller", mend: exempt(where) };
  const found = "no statement of the trust policy lets the caller in, or not on its conditions";
  const mend = "Let the role trust the caller, if none of its conditions fails:";
  return { side, state: "wrong", found, mend, where, statement: trustStatement(facts, facts.caller) };
}

function denied(conditions: readonly JudgedCondition[], facts: DoctorFacts, where: string): Check {
  const about = conditions.length === 0 ? "" : ` (${conditions.map(textOf).join(", and ")})`;
  const found = `a Deny in the trust policy covers the caller${about}`;
  if (conditions.some(isAboutMfa)) return { side: "mfa", state: "wrong", found, mend: mfaAdvice(facts) };
  return { side: "trust", state: "wrong", found, mend: exempt(where) };
}

const exempt = (where: string) => `Take the caller out of the Deny in ${where}; no Allow outweighs it.`;

function doubt(conditions: readonly JudgedCondition[], where: string): Check {
  const unknown = conditions.filter(({ verdict }) => verdict === "not known");
  const reasons = [...new Set(unknown.flatMap(({ why }) => why ?? []))].join("; ");
  const found = `a Deny in the trust policy may cover the caller (${unknown.map(textOf).join(", and ")}): ${reasons}`;
  return { side: "trust", state: "not sure", found, mend: `If it does: ${exempt(where)}` };
}

/** The statement that lets exactly this caller in, with the ExternalId that the roster sends. */
function trustStatement({ wanted: { externalId } }: DoctorFacts, { principalArn }: CallerFacts): object {
  const condition = externalId === undefined ? {} : { Condition: { StringEquals: { "sts:ExternalId": externalId } } };
  return { Effect: "Allow", Principal: { AWS: principalArn }, Action: "sts:AssumeRole", ...condition };
}
