import { readPolicy } from "../policy/document";
import { literalVariable } from "../policy/variables";
import type { PolicyDocument } from "../roster/roster";
import type { Guard } from "./guard";
import { documentsOf } from "./policy-documents";

export const policyVariablesVersioned: Guard = {
  id: "policy-variables-versioned",
  severity: "error",
  summary: 'A policy with variables says Version: "2012-10-17".',
  why: "Without it AWS refuses a managed policy, and takes ${aws:username} of an inline one literally: it never matches.",
  fix: 'Add Version: "2012-10-17" to the document.',
  check: ({ roster }) =>
    documentsOf(roster).flatMap(({ document, what, heldAs, at }) => {
      const variable = variableWithoutVersion(document);
      if (variable === undefined) return [];
      const then = heldAs === "managed" ? "AWS refuses it" : "AWS would take the text literally";
      return [{ message: `${what} uses ${variable} without Version: "2012-10-17"; ${then}`, ...at() }];
    }),
};

/** The first variable of a document whose version has none. */
export function variableWithoutVersion(document: PolicyDocument): string | undefined {
  const policy = readPolicy(document);
  return policy && literalVariable(policy);
}
