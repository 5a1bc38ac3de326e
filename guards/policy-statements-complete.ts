import type { Origin, PolicyDocument } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { at, type Guard, type GuardReport } from "./guard";

export const policyStatementsComplete: Guard = {
  id: "policy-statements-complete",
  severity: "error",
  summary: "Each statement of a policy names actions and resources, once.",
  why: "IAM answers MalformedPolicyDocument in the middle of an apply.",
  fix: "Write exactly one of Action and NotAction, and exactly one of Resource and NotResource.",
  check: ({ roster }) => [
    ...roster.policies.flatMap(({ document, origin }) => incomplete(document, origin, "document")),
    ...roster.users.flatMap((user) =>
      user.inlinePolicies.flatMap(({ name, document }) =>
        incomplete(document, user.origin, "policies", "inline", name),
      ),
    ),
  ],
};

function incomplete(document: PolicyDocument, origin: Origin, ...below: Path): GuardReport[] {
  const list = Array.isArray(document.Statement);
  const statements = (list ? document.Statement : [document.Statement]) as Record<string, unknown>[];
  return statements.flatMap((statement, index) => {
    const place = at(origin, ...below, "Statement", ...(list ? [index] : []));
    return [["Action", "NotAction"] as const, ["Resource", "NotResource"] as const].flatMap(([name, notName]) => {
      const count = [name, notName].filter((key) => statement[key] !== undefined).length;
      if (count === 1) return [];
      const message = `the statement has ${count === 0 ? `neither ${name} nor` : `both ${name} and`} ${notName}`;
      return [{ message, fix: `Write exactly one of ${name} and ${notName}.`, ...place }];
    });
  });
}
