import type { JudgedCondition } from "../../policy/conditions";
import type { Condition } from "../../policy/document";
import { isNegated } from "../../policy/operators";
import type { Answer, DoctorFacts } from "../facts";
import { ownDevices } from "./mfa";

export const isAboutMfa = ({ key }: Condition): boolean => /^aws:multifactorauth(present|age)$/i.test(key);

export const textOf = ({ operator, key, values }: Condition): string => `${key} ${operator} ${values.join(" or ")}`;

interface Place {
  readonly facts: DoctorFacts;
  readonly where: string;
  /** Lets the caller in without the condition. */
  readonly statement: object;
}

/** Which side a condition is about that does not hold, or is not known to, and how it is met. */
export function explainCondition(condition: JudgedCondition, { facts, where, statement }: Place): Answer {
  const { key, meant, verdict, why } = condition;
  const given = condition.given?.join(", ");
  const severity = verdict === "fails" ? "wrong" : "not sure";
  const name = key.toLowerCase();
  const asks = `the trust policy requires ${textOf(condition)}`;
  const carries = why ?? `the call carries ${given ?? "none"}`;
  if (isAboutMfa(condition)) {
    const message = why ?? (given === undefined ? "these credentials cannot carry it" : carries);
    const asked = name.endsWith("age") ? "a fresh MFA" : "MFA";
    const fix = `${mfaAdvice(facts)} A pipeline has no phone: let the role trust it in a statement of its own, without the condition:`;
    return {
      side: "mfa",
      severity,
      message: `the trust policy requires ${asked}, and ${message}`,
      fix,
      where,
      statement,
    };
  }
  if (name === "sts:externalid") {
    const message =
      condition.operator === "Null"
        ? asks
        : given === undefined
          ? "the trust policy requires an ExternalId, and none is sent"
          : `the ExternalId that is sent (${given}) is not the one that the trust policy requires`;
    const fix = `${write("externalId", condition)}, or change the condition:`;
    return { side: "external-id", severity, message, fix, where, statement };
  }
  if (name === "sts:rolesessionname") {
    const fix = write("sessionName", condition);
    return { side: "session", severity, message: `${asks}, and ${given} is sent`, fix };
  }
  const message = `${asks}, and ${carries}`;
  if (severity === "not sure")
    return {
      side: "trust",
      severity,
      message: `${asks}; ${carries}`,
      fix: "Whoever knows it can tell whether it holds.",
    };
  const tag = /^aws:principaltag\/(.+)$/i.exec(key)?.[1];
  const first =
    tag === undefined || isNegated(condition.operator) ? "Meet" : `Give the caller the tag ${tag}: ${meant[0]}, meet`;
  const fix = `${first} the condition, or let the role trust the caller in a statement of its own, without it:`;
  return { side: "trust", severity, message, fix, where, statement };
}

/** How a person gets MFA into a session. */
export function mfaAdvice(facts: DoctorFacts): string {
  return (
    "A person: aws sts get-session-token --serial-number DEVICE --token-code CODE, then run Terraform with that session. " +
    ownDevices(facts)
  );
}

/** What to write into the roster to meet a condition; what a pattern leaves open is filled in. */
function write(field: string, condition: JudgedCondition): string {
  const [value = ""] = condition.meant;
  const meets = value.replace(/\*/g, "iam-roster").replace(/\?/g, "x");
  if (condition.operator === "Null")
    return value === "true"
      ? `Leave ${field} out of account.assumeRole`
      : `Write any ${field} below account.assumeRole`;
  if (isNegated(condition.operator)) return `Write another ${field} below account.assumeRole`;
  return `Write account: { assumeRole: { ${field}: ${JSON.stringify(meets)} } }`;
}
