import { readPolicy } from "../policy/document";
import type { Origin, PolicyDocument } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { at, type Guard, type GuardReport } from "./guard";

export const policyStatementsComplete: Guard = {
  id: "policy-statements-complete",
  severity: "error",
  summary: "Each statement of a policy has actions and resources, each written once.",
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
  const isList = Array.isArray(document.Statement);
  return (readPolicy(document)?.statements ?? []).flatMap((statement) => {
    const place = at(origin, ...below, "Statement", ...(isList ? [statement.place] : []));
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
