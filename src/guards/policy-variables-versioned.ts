import { readPolicy } from "../policy/document";
import { literalVariable } from "../policy/variables";
import type { Origin, PolicyDocument } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { at, type Guard } from "./guard";

export const policyVariablesVersioned: Guard = {
  id: "policy-variables-versioned",
  severity: "error",
  summary: 'A policy with variables says Version: "2012-10-17".',
  why: "Without it AWS takes ${aws:username} literally: the policy is accepted and never matches.",
  fix: 'Add Version: "2012-10-17" to the document.',
  check: ({ roster }) => {
    const check = (document: PolicyDocument, what: string, origin: Origin, ...below: Path) => {
      const policy = readPolicy(document);
      const variable = policy && literalVariable(policy);
      if (variable === undefined) return [];
      const message = `${what} uses ${variable} without Version: "2012-10-17"; AWS would take the text literally`;
      return [{ message, ...at(origin, ...below) }];
    };
    return [
      ...roster.policies.flatMap(({ key, document, origin }) => check(document, `policy ${key}`, origin, "document")),
      ...roster.users.flatMap((user) =>
        user.inlinePolicies.flatMap(({ name, document }) =>
          check(document, `inline policy ${name} of ${user.key}`, user.origin, "policies", "inline", name),
        ),
      ),
    ];
  },
};
