import type { JudgedCondition } from "../../policy/conditions";
import { denialOf } from "../../policy/denial";
import { type Answer, type CallerFacts, type DoctorFacts, type DoctorRule, isCaller, wordsOf } from "../facts";
import { readTrust } from "../trust-policy";
import { explainCondition, isAboutMfa, mfaAdvice, textOf } from "./trust-conditions";

export const trust: DoctorRule = {
  id: "trust",
  severity: "wrong",
  summary:
    "Whether the role trusts the caller, or its account, and on which conditions: ExternalId, MFA, session name, others; a Deny.",
  why: "Both sides have to allow it: the trust policy of the role, and the caller's own policies.",
  fix: "Add a statement to the trust policy, or meet its conditions.",
  check: checkTrust,
};

/** Whether the role trusts the caller, and under which conditions: the principal, ExternalId, MFA, session name, others. */
function checkTrust(facts: DoctorFacts): Answer[] {
  const { caller, role, attempt } = facts;
  const side = "trust";
  if (attempt === "assumed") return [{ side, severity: "fine", message: "the role trusts the caller" }];
  if (!isCaller(caller) || role?.kind !== "found") return [unread(facts)];
  const where = `the trust policy of ${role.value.arn}`;
  const statement = trustStatement(facts, caller);
  const reading = readTrust(role.value.trust, facts, caller);
  switch (reading.kind) {
    case "unreadable":
      return [
        {
          side,
          severity: "could not check",
          message: "the trust policy is not readable as JSON",
          fix: "Correct the file.",
        },
      ];
    case "denied":
      return [denied(reading.conditions, facts, where)];
    case "not named": {
      const whom = reading.principals.length === 0 ? "nobody" : reading.principals.slice(0, 3).join(", ");
      const message = `the role trusts ${whom}, and not ${caller.principalArn}`;
      return [{ side, severity: "wrong", message, fix: "Let the role trust the caller:", where, statement }];
    }
    case "named": {
      const bad = reading.conditions.filter(({ verdict }) => verdict !== "holds");
      const message =
        reading.by === "principal"
          ? "the role trusts the caller by name"
          : `the role trusts account ${caller.accountId}`;
      const principal: Answer = { side, severity: "fine", message };
      return [
        principal,
        ...bad.map((condition) => explainCondition(condition, { facts, where, statement })),
        ...reading.doubts.map((conditions) => doubt(conditions, where)),
      ];
    }
  }
}

const unreadFix = "Give it with --trust FILE, saved by somebody who may read it.";

/** The policy could not be read; AWS's words may still tell of it. */
function unread(facts: DoctorFacts): Answer {
  const side = "trust";
  const denial = denialOf(wordsOf(facts));
  if (!isCaller(facts.caller) || !/^(role trust|resource-based) policy$/.test(denial?.policy ?? ""))
    return { side, severity: "could not check", message: "the trust policy of the role", fix: unreadFix };
  const where = `the trust policy of ${facts.wanted.roleArn}`;
  if (denial?.explicit)
    return { side, severity: "wrong", message: "a Deny in the trust policy covers the caller", fix: exempt(where) };
  const message = "no statement of the trust policy lets the caller in, or not on its conditions";
  const fix = "Let the role trust the caller, if none of its conditions fails:";
  return { side, severity: "wrong", message, fix, where, statement: trustStatement(facts, facts.caller) };
}

function denied(conditions: readonly JudgedCondition[], facts: DoctorFacts, where: string): Answer {
  const about = conditions.length === 0 ? "" : ` (${conditions.map(textOf).join(", and ")})`;
  const message = `a Deny in the trust policy covers the caller${about}`;
  if (conditions.some(isAboutMfa)) return { side: "mfa", severity: "wrong", message, fix: mfaAdvice(facts) };
  return { side: "trust", severity: "wrong", message, fix: exempt(where) };
}

const exempt = (where: string) => `Remove the caller from the Deny in ${where}; no Allow overrides it.`;

function doubt(conditions: readonly JudgedCondition[], where: string): Answer {
  const unknown = conditions.filter(({ verdict }) => verdict === "not known");
  const reasons = [...new Set(unknown.flatMap(({ why }) => why ?? []))].join("; ");
  const message = `a Deny in the trust policy may cover the caller (${unknown.map(textOf).join(", and ")}): ${reasons}`;
  return { side: "trust", severity: "not sure", message, fix: `If it does: ${exempt(where)}` };
}

/** The statement that lets exactly this caller in, with the ExternalId that the roster sends. */
function trustStatement({ wanted: { externalId } }: DoctorFacts, { principalArn }: CallerFacts): object {
  const condition = externalId === undefined ? {} : { Condition: { StringEquals: { "sts:ExternalId": externalId } } };
  return { Effect: "Allow", Principal: { AWS: principalArn }, Action: "sts:AssumeRole", ...condition };
}
