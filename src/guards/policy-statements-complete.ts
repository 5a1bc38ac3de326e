import { readPolicy } from "../policy/document";
import { statementPath } from "../policy/statement-path";
import type { Guard, GuardReport } from "./guard";
import { documentsOf, type WrittenDocument } from "./policy-documents";

export const policyStatementsComplete: Guard = {
  id: "policy-statements-complete",
  severity: "error",
  summary: "Each statement of a policy has actions and resources, each written once.",
  why: "IAM answers MalformedPolicyDocument in the middle of an apply.",
  fix: "Write exactly one of Action and NotAction, and exactly one of Resource and NotResource.",
  check: ({ roster }) => documentsOf(roster).flatMap(incomplete),
};

function incomplete({ document, at }: WrittenDocument): GuardReport[] {
  return (readPolicy(document)?.statements ?? []).flatMap((statement) => {
    const place = at(...statementPath(document, statement.place));
    const { actions, notActions, resources, notResources } = statement;
    return [...fault("Action", actions, notActions), ...fault("Resource", resources, notResources)].map((report) => ({
      ...report,
      ...place,
    }));
  });
}

function fault(name: string, listed: readonly string[] | undefined, not: readonly string[] | undefined) {
  if ((listed === undefined) !== (not === undefined)) return [];
  const message = `the statement has ${listed === undefined ? `neither ${name} nor` : `both ${name} and`} Not${name}`;
  return [{ message, fix: `Write exactly one of ${name} and Not${name}.` }];
}
