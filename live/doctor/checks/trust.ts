import type { JudgedCondition } from "../conditions";
import { type CallerFacts, type Check, type DoctorFacts, isCaller } from "../facts";
import { readTrust } from "../trust-policy";

/** Whether the role trusts the caller, and under which conditions: the principal, ExternalId, MFA, session name, others. */
export function checkTrust(facts: DoctorFacts): Check[] {
  const { wanted, caller, role, attempt } = facts;
  if (attempt === "assumed") return [{ side: "trust", state: "fine", found: "the role trusts the caller" }];
  if (!isCaller(caller) || role?.kind !== "found") {
    return [{ side: "trust", state: "could not look", found: "the trust policy of the role" }];
  }
  const where = `the trust policy of ${role.value.arn}`;
  const reading = readTrust(role.value.trust, wanted, caller);
  switch (reading.kind) {
    case "unreadable":
      return [{ side: "trust", state: "could not look", found: "the trust policy is not readable as JSON" }];
    case "denied":
      return [
        {
          side: "trust",
          state: "wrong",
          found: "a Deny in the trust policy covers the caller",
          mend: `Take the caller out of the Deny in ${where}; no Allow outweighs it.`,
        },
      ];
    case "not named": {
      const whom = reading.principals.length === 0 ? "nobody" : reading.principals.slice(0, 3).join(", ");
      const found = `the role trusts ${whom}, and not ${caller.principalArn}`;
      return [
        {
          side: "trust",
          state: "wrong",
          found,
          mend: "Let the role trust the caller:",
          where,
          statement: trustStatement(facts, caller),
        },
      ];
    }
    case "named": {
      const bad = reading.conditions.filter(({ verdict }) => verdict !== "holds");
      const named =
        reading.by === "principal"
          ? "the role trusts the caller by name"
          : `the role trusts account ${caller.accountId}`;
      const principal: Check = { side: "trust", state: "fine", found: named };
      return [principal, ...bad.map((condition) => explain(condition, facts, caller, where))];
    }
  }
}

function explain(condition: JudgedCondition, facts: DoctorFacts, caller: CallerFacts, where: string): Check {
  const { key, values, verdict, given, operator } = condition;
  const state = verdict === "fails" ? "wrong" : "not sure";
  const asks = `the trust policy asks for ${key} ${operator} ${values.join(" or ")}`;
  switch (key.toLowerCase()) {
    case "sts:externalid": {
      const [value] = values;
      const found =
        given === undefined
          ? "the trust policy asks for an ExternalId, and none is sent"
          : `the ExternalId that is sent (${given}) is not the one that the trust policy asks for`;
      return {
        side: "external-id",
        state,
        found,
        mend: `Write account: { assumeRole: { externalId: ${JSON.stringify(value ?? "")} } }, or change the condition:`,
        where,
        statement: trustStatement(facts, caller),
      };
    }
    case "aws:multifactorauthpresent":
      return {
        side: "mfa",
        state,
        found:
          verdict === "fails"
            ? "the trust policy asks for MFA, and these credentials cannot carry it"
            : "the trust policy asks for MFA; whether these credentials carry it cannot be seen",
        mend:
          "A person: aws sts get-session-token --serial-number DEVICE --token-code CODE, then run Terraform with that session. " +
          "A pipeline has no phone: let the role trust it in a statement of its own, without the condition:",
        where,
        statement: trustStatement(facts, caller),
      };
    case "sts:rolesessionname":
      return {
        side: "session",
        state,
        found: `${asks}, and ${given} is sent`,
        mend: `Write account: { assumeRole: { sessionName: ${JSON.stringify(values[0] ?? "")} } }`,
      };
    default:
      return {
        side: "trust",
        state,
        found:
          given === undefined
            ? `${asks}; what the call carries is not known here`
            : `${asks}, and the call carries ${given}`,
        mend: "Mend the condition, or the place that the call comes from.",
      };
  }
}

/** The statement that lets exactly this caller in, with the ExternalId that the roster sends. */
function trustStatement({ wanted: { externalId } }: DoctorFacts, { principalArn }: CallerFacts): object {
  const condition = externalId === undefined ? {} : { Condition: { StringEquals: { "sts:ExternalId": externalId } } };
  return { Effect: "Allow", Principal: { AWS: principalArn }, Action: "sts:AssumeRole", ...condition };
}
